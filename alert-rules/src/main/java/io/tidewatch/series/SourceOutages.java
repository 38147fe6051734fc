package io.tidewatch.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When sources were down, as far as was known at an instant of event time. Asking about the past gives the same answer
 * whenever it is asked. Mutable.
 */
public final class SourceOutages {
    /** Open end of a {@link Span}. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Every source was always up. */
    public static final SourceOutages NONE = new SourceOutages();

    private static final int MAX_SPANS = 64;

    /**
     * One outage.
     *
     * @param from the last sign of life, epoch milliseconds
     * @param knownAt when it was noticed
     * @param until when the source was back; {@link #OPEN} while it is not
     * @param endKnownAt when that was noticed; {@link #OPEN} before
     */
    public record Span(long from, long knownAt, long until, long endKnownAt) {}

    private final Map<String, List<Span>> spans = new TreeMap<>();

    /** Takes an outage that was noticed, or its end, in the place of what was known of it before. */
    public void put(String source, Span span) {
        List<Span> known = spans.computeIfAbsent(source, s -> new ArrayList<>());
        known.removeIf(k -> k.knownAt() == span.knownAt());
        known.add(span);
        while (known.size() > MAX_SPANS) {
            known.remove(0);
        }
    }

    /** All outages of a source, in the order in which they were noticed. */
    public List<Span> of(String source) {
        return List.copyOf(spans.getOrDefault(source, List.of()));
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** True when it was known at an instant that a source is down. */
    boolean isOut(String source, long at) {
        return outSince(source, at) != OPEN;
    }

    /** Since when a source is down of which that was known at an instant, epoch milliseconds; {@link #OPEN} when it is not. */
    long outSince(String source, long at) {
        for (Span s : spans.getOrDefault(source, List.of())) {
            if (s.knownAt() <= at && at < s.endKnownAt()) {
                return s.from();
            }
        }
        return OPEN;
    }

    /** True when a source was down anywhere in a stretch of time, as far as was known at an instant. */
    boolean wasOut(String source, long from, long to, long at) {
        for (Span s : spans.getOrDefault(source, List.of())) {
            if (s.knownAt() <= at && to > s.from() && from < (s.endKnownAt() <= at ? s.until() : OPEN)) {
                return true;
            }
        }
        return false;
    }
}
