package io.tidewatch.replay;

import io.tidewatch.job.detect.figures.TallyEvent;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Original complaints of a recorded file per issue, region and five minutes, as the always-on counts count them; and beside
 * them the messages that complain, of however many issues.
 */
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
    private final Map<String, TreeMap<Long, Integer>> messages = new TreeMap<>();

    void add(TallyEvent e) {
        if (!e.original()) {
            return;
        }
        long bin = Math.floorDiv(e.time(), BIN_MS);
        if (e.isOfMessage()) {
            messages.computeIfAbsent(e.region(), k -> new TreeMap<>()).merge(bin, 1, Integer::sum);
        } else if (!e.issue().isEmpty()) {
            bins.computeIfAbsent(new Key(e.issue(), e.region()), k -> new TreeMap<>())
                    .merge(bin, 1, Integer::sum);
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
        return between(bins.get(key), from, to);
    }

    /**
     * Messages between two instants that complain of anything, whole bins.
     *
     * @param region null: everywhere
     */
    public int messagesBetween(@Nullable String region, long from, long to) {
        if (region != null) {
            return between(messages.get(region), from, to);
        }
        int sum = 0;
        for (TreeMap<Long, Integer> counts : messages.values()) {
            sum += between(counts, from, to);
        }
        return sum;
    }

    private static int between(@Nullable NavigableMap<Long, Integer> counts, long from, long to) {
        int sum = 0;
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
