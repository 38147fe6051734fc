package io.tidewatch.series;

import io.tidewatch.alert.ShareChange;
import io.tidewatch.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is usual of each share that a rule looks at; rules that ask for the same share learn it together. Mutable. */
final class UsualShares {
    private final Map<String, UsualShare> shares = new TreeMap<>();

    /**
     * Takes a share as known.
     *
     * @param name as {@link Series#shareName} gives it
     */
    void know(String name, UsualShare share) {
        shares.put(name, share);
    }

    /** Takes over what others know. */
    void learnFrom(UsualShares others) {
        shares.putAll(others.shares);
    }

    void forget() {
        shares.clear();
    }

    /**
     * Learns what lies before the longest window of each share, and no longer those that no rule looks at.
     *
     * @param pane width of a pane, milliseconds
     * @return start of the oldest pane that is still needed, epoch milliseconds
     */
    long learn(List<Rule> rules, long at, Panes panes, long pane, Completeness completeness) {
        Map<String, Long> windows = new TreeMap<>();
        for (Rule r : rules) {
            String name = Series.shareName(r);
            if (name != null) {
                windows.merge(name, r.windowMs(), Math::max);
            }
        }
        shares.keySet().retainAll(windows.keySet());
        long needed = Long.MAX_VALUE;
        for (Map.Entry<String, Long> w : windows.entrySet()) {
            long from = panes.isEmpty() ? at : Math.min(at, panes.first());
            UsualShare share = shares.computeIfAbsent(w.getKey(), n -> new UsualShare(from));
            share.learn(
                    panes,
                    w.getKey(),
                    Panes.startOf(at, w.getValue(), pane),
                    (a, b) -> Completeness.isComplete(completeness.partOf(a, b, at)));
            needed = Math.min(needed, share.next());
        }
        return needed;
    }

    /** How a window of so many originals differs; null without a share, or while too little is known. */
    @Nullable
    ShareChange change(Rule rule, Panes panes, long originals, long from, long to) {
        String name = Series.shareName(rule);
        UsualShare share = name == null ? null : shares.get(name);
        return name == null || share == null
                ? null
                : share.change(originals, panes.originals(name, from, to), rule.windowMs());
    }

    /**
     * An alert of a rule is open.
     *
     * @param since when it began
     */
    void freeze(Rule rule, long since, long at) {
        Objects.requireNonNull(shares.get(Series.shareName(rule))).freeze(since, at, rule.windowMs());
    }

    boolean isYoung(Rule rule) {
        String name = Series.shareName(rule);
        UsualShare share = name == null ? null : shares.get(name);
        return share == null || share.isYoung();
    }

    void pack(DataOutput out) throws IOException {
        SeriesCodec.count(out, shares.size());
        for (Map.Entry<String, UsualShare> e : shares.entrySet()) {
            out.writeUTF(e.getKey());
            e.getValue().pack(out);
        }
    }

    static UsualShares unpack(DataInput in) throws IOException {
        UsualShares s = new UsualShares();
        for (long left = SeriesCodec.count(in); left > 0; left--) {
            s.shares.put(in.readUTF(), UsualShare.unpack(in));
        }
        return s;
    }
}
