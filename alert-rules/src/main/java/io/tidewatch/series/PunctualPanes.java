package io.tidewatch.series;

import io.tidewatch.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What would have been counted without the messages that came later than rules allow: these are counted and learnt, but
 * no condition holds because of them. Nothing is kept while there are none: a second set of {@link Panes} for an allowed
 * lateness begins with the first message that is later, and goes when the last one of them has left every window. Mutable.
 */
final class PunctualPanes {
    private static final class Kept {
        final Panes panes;
        /** Event time of the newest message that is missing here, epoch milliseconds. */
        long missing;

        Kept(Panes panes, long missing) {
            this.panes = panes;
            this.missing = missing;
        }
    }

    private final Map<Long, Kept> byLateness = new TreeMap<>();

    /** The least lateness that one of the rules allows, milliseconds. */
    static long leastOf(List<Rule> rules) {
        long least = Long.MAX_VALUE;
        for (Rule r : rules) {
            least = Math.min(least, r.latenessMs());
        }
        return least;
    }

    boolean isEmpty() {
        return byLateness.isEmpty();
    }

    /**
     * Takes a message that will be counted.
     *
     * @param start of its pane
     * @param lateBy how much later than its event time it came, milliseconds
     * @param all what was counted before it
     */
    void add(long start, SeriesMessage m, long lateBy, List<Rule> rules, Panes all) {
        for (Rule r : rules) {
            if (lateBy > r.latenessMs()) {
                byLateness.computeIfAbsent(r.latenessMs(), l -> new Kept(all.copy(), m.time()));
            }
        }
        byLateness.forEach((lateness, kept) -> {
            if (lateBy > lateness) {
                kept.missing = Math.max(kept.missing, m.time());
            } else {
                kept.panes.add(start, m);
            }
        });
    }

    /**
     * What a rule's conditions are compared to.
     *
     * @param all what was counted
     */
    Panes of(long latenessMs, Panes all) {
        Kept kept = byLateness.isEmpty() ? null : byLateness.get(latenessMs);
        return kept == null ? all : kept.panes;
    }

    /** Drops what begins before an instant, and what no rule asks for any more. */
    void dropBefore(long start, List<Rule> rules) {
        if (byLateness.isEmpty()) {
            return;
        }
        Set<Long> asked = new HashSet<>();
        rules.forEach(r -> asked.add(r.latenessMs()));
        byLateness.keySet().retainAll(asked);
        byLateness.values().removeIf(k -> k.missing < start);
        byLateness.values().forEach(k -> k.panes.dropBefore(start));
    }

    /** As {@link Panes#merge}. */
    void merge(long at, long pane) {
        byLateness.values().forEach(k -> k.panes.merge(at, pane));
    }

    void pack(DataOutput out) throws IOException {
        SeriesCodec.count(out, byLateness.size());
        for (Map.Entry<Long, Kept> e : byLateness.entrySet()) {
            out.writeLong(e.getKey());
            out.writeLong(e.getValue().missing);
            e.getValue().panes.pack(out);
        }
    }

    /** @param codec of the series */
    static PunctualPanes unpack(DataInput in, int codec) throws IOException {
        PunctualPanes p = new PunctualPanes();
        for (long left = SeriesCodec.count(in); left > 0; left--) {
            long lateness = in.readLong();
            long missing = in.readLong();
            p.byLateness.put(lateness, new Kept(Panes.unpack(in, codec), missing));
        }
        return p;
    }
}
