package io.tidewatch.feedback.shared;

import io.tidewatch.feedback.Feedback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids that are known to stand for many, of all sources, and messages without them. Mutable. */
public final class IdsOfMany {
    /** Source → spans; few of a source. */
    private final Map<String, List<SharedId>> spans = new HashMap<>();

    /** Notes what was found of an id; a later state of a span takes the place of the one before. */
    public void add(SharedId id) {
        List<SharedId> known = spans.computeIfAbsent(id.source(), s -> new ArrayList<>());
        known.removeIf(k -> k.key().equals(id.key()));
        known.add(id);
    }

    /**
     * A message without the ids that stand for many.
     *
     * @param at when it came, epoch milliseconds
     * @return null where it has none
     */
    public @Nullable Feedback without(Feedback f, long at) {
        List<SharedId> known = spans.get(f.source());
        if (known == null) {
            return null;
        }
        @Nullable Feedback left = null;
        for (SharedId id : known) {
            if (id.isInForce(at) && id.value().equals(id.field().of(f))) {
                left = id.field().without(left == null ? f : left);
            }
        }
        return left;
    }

    /** Forgets the spans that ended before an instant, and gives them. */
    public List<SharedId> forget(long before) {
        if (spans.isEmpty()) {
            return List.of();
        }
        List<SharedId> over = new ArrayList<>();
        for (List<SharedId> known : spans.values()) {
            known.removeIf(id -> id.until() < before && over.add(id));
        }
        spans.values().removeIf(List::isEmpty);
        return over;
    }
}
