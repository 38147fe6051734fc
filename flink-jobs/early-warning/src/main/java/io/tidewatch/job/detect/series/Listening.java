package io.tidewatch.job.detect.series;

import io.tidewatch.alert.Group;
import io.tidewatch.job.detect.rules.ActiveRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Since when a group would have been heard: a kind of series from when its first rule went live, an issue from when the taxonomy
 * gave it its meaning. What a group did not say before that is no silence. Mutable.
 */
final class Listening {
    /** From the first message that comes. */
    private static final long SOON = Long.MAX_VALUE;

    private static final String ISSUE = "issue=";

    private final Map<String, Long> from = new TreeMap<>();

    /**
     * Other rules or another taxonomy went live.
     *
     * @param redefined issues that mean something else now
     * @param mark event time, epoch milliseconds; {@link Long#MIN_VALUE} before any message
     */
    void begins(ActiveRules live, ActiveRules before, List<String> redefined, long mark) {
        long at = mark == Long.MIN_VALUE ? SOON : mark;
        for (ActiveRules.Plan p : live.plans()) {
            if (before.plan(p.spec().hash()) == null) {
                from.put(p.spec().hash(), at);
            }
        }
        for (String issue : redefined) {
            from.put(ISSUE + issue, at);
        }
    }

    /** A message, epoch milliseconds event time. */
    void hears(long time) {
        if (from.containsValue(SOON)) {
            from.replaceAll((what, at) -> at == SOON ? time : at);
        }
    }

    /**
     * Since when a group would have been heard.
     *
     * @param since when this job began to read, epoch milliseconds event time
     * @return {@link Long#MAX_VALUE} for what is new each time, as versions and batches are: that they were silent says nothing
     */
    long since(String kind, Group group, long since) {
        if (group.get("version") != null || group.get("batch") != null) {
            return Long.MAX_VALUE;
        }
        String issue = group.get("issue");
        long ofIssue = issue == null ? since : from.getOrDefault(ISSUE + issue, since);
        return Math.max(since, Math.max(from.getOrDefault(kind, since), ofIssue));
    }

    void restore(String what, long at) {
        from.merge(what, at, Math::min);
    }

    void forEach(BiConsumer<String, Long> out) {
        from.forEach(out);
    }
}
