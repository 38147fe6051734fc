package io.tidewatch.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The groups that are no longer followed, of which it is still known what is usual. Mutable; knows keys only. The one that is
 * worth least ({@link Standing}) is forgotten first.
 */
public final class Memories {
    private record Memory(String key, Standing standing) {}

    private final Map<String, Memory> all = new HashMap<>();
    private final TreeSet<Memory> ranked = new TreeSet<>(
            Comparator.comparingDouble((Memory m) -> m.standing.worth()).thenComparing(Memory::key));
    private long forgottenUntil;

    public void put(String key, Standing standing) {
        take(key);
        Memory m = new Memory(key, standing);
        all.put(key, m);
        ranked.add(m);
    }

    /** No longer remembered here; null when it was not. */
    public @Nullable Standing take(String key) {
        Memory m = all.remove(key);
        if (m == null) {
            return null;
        }
        ranked.remove(m);
        return m.standing;
    }

    /**
     * Forgets the one that is worth least when there are too many.
     *
     * @return its key, or null
     */
    public @Nullable String forgetOver(int most) {
        if (all.size() <= most) {
            return null;
        }
        Memory m = ranked.first();
        take(m.key);
        forgotten(m.standing.last());
        return m.key;
    }

    /** Notes that a group with messages up to an instant, epoch milliseconds event time, has been forgotten. */
    public void forgotten(long last) {
        forgottenUntil = Math.max(forgottenUntil, last);
    }

    /**
     * Up to when a group that is not known may have had messages all the same, epoch milliseconds event time; 0 when nothing has
     * been forgotten.
     */
    public long forgottenUntil() {
        return forgottenUntil;
    }

    public int size() {
        return all.size();
    }

    /** All keys, in no order. */
    public List<String> keys() {
        return List.copyOf(all.keySet());
    }
}
