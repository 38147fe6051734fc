package io.tidewatch.replay;

import io.tidewatch.job.detect.figures.TallyEvent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Original complaints of a recorded file per issue, region and five minutes, as the always-on counts count them. */
public final class ComplaintCounts {
    /** Width of a bin, milliseconds. */
    public static final long BIN_MS = 300_000;

    /**
     * What is counted.
     *
     * @param region {@code unknown} where it is not known
     */
    public record Key(String issue, String region) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byIssue = issue.compareTo(other.issue);
            return byIssue != 0 ? byIssue : region.compareTo(other.region);
        }
    }

    private final Map<Key, TreeMap<Long, Integer>> bins = new TreeMap<>();

    void add(TallyEvent e) {
        if (!e.issue().isEmpty() && e.original()) {
            bins.computeIfAbsent(new Key(e.issue(), e.region()), k -> new TreeMap<>())
                    .merge(Math.floorDiv(e.time(), BIN_MS), 1, Integer::sum);
        }
    }

    public Collection<Key> keys() {
        return bins.keySet();
    }

    /**
     * Complaints between two instants, whole bins.
     *
     * @param from epoch milliseconds, at the start of a bin
     * @param to end, left out
     */
    public int between(Key key, long from, long to) {
        int sum = 0;
        TreeMap<Long, Integer> counts = bins.get(key);
        if (counts != null) {
            for (int n : counts.subMap(Math.floorDiv(from, BIN_MS), Math.floorDiv(to, BIN_MS))
                    .values()) {
                sum += n;
            }
        }
        return sum;
    }

    /** Starts of the bins with complaints, epoch milliseconds, in order. */
    public Collection<Long> starts(Key key) {
        TreeMap<Long, Integer> counts = bins.getOrDefault(key, new TreeMap<>());
        return counts.keySet().stream().map(b -> b * BIN_MS).toList();
    }
}
