package io.tidewatch.replay.report;

import io.tidewatch.alert.Alert;
import io.tidewatch.replay.ComplaintCounts;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the best fixed number would have done: one threshold on the complaints of a window for every issue and region, set
 * with hindsight as low as possible without a single alarm outside the episodes that were found. No such number is
 * known beforehand, so this flatters the fixed threshold.
 *
 * @param count complaints in a window at which it fires
 * @param windowMs width of the window, milliseconds
 */
public record FixedThreshold(int count, long windowMs) {
    private static final long BEFORE_MS = 2 * 3_600_000L;

    /** @param episodes those whose surges do not count as false alarms */
    public static FixedThreshold withHindsight(ComplaintCounts counts, List<Alert> episodes, long windowMs) {
        int most = 0;
        for (ComplaintCounts.Key key : counts.keys()) {
            for (long start : counts.starts(key)) {
                long end = start + ComplaintCounts.BIN_MS;
                if (!isKnown(key, end, episodes, windowMs)) {
                    most = Math.max(most, counts.between(key, end - windowMs, end));
                }
            }
        }
        return new FixedThreshold(most + 1, windowMs);
    }

    /**
     * When it would have fired during an episode.
     *
     * @return end of the first window that reaches the count, epoch milliseconds; empty when none does
     */
    public OptionalLong firesAt(ComplaintCounts counts, Alert episode) {
        long end = EpisodeQueries.end(episode);
        for (long t = EpisodeQueries.bin(episode.startsAt() - BEFORE_MS); t <= end; t += ComplaintCounts.BIN_MS) {
            for (ComplaintCounts.Key key : counts.keys()) {
                if (EpisodeQueries.covers(episode, key) && counts.between(key, t - windowMs, t) >= count) {
                    return OptionalLong.of(t);
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isKnown(ComplaintCounts.Key key, long at, List<Alert> episodes, long windowMs) {
        return episodes.stream()
                .anyMatch(e -> EpisodeQueries.covers(e, key)
                        && at >= e.startsAt() - BEFORE_MS
                        && at - windowMs <= EpisodeQueries.end(e));
    }
}
