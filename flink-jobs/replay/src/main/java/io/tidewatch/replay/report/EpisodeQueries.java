package io.tidewatch.replay.report;

import io.tidewatch.alert.Alert;
import io.tidewatch.replay.ComplaintCounts;

/** Questions about the last state of an episode. */
public final class EpisodeQueries {
    private EpisodeQueries() {}

    /** End of an episode, or where the file ended on it; epoch milliseconds. */
    public static long end(Alert a) {
        return Math.max(a.resolvedAt(), a.updatedAt());
    }

    /** When people would have been notified, epoch milliseconds. */
    public static long firedAt(Alert a) {
        return a.firedAt() > 0 ? a.firedAt() : a.startsAt();
    }

    /** True when a count is part of what the episode is about. */
    static boolean covers(Alert a, ComplaintCounts.Key key) {
        String issue = a.group().get("issue");
        String region = a.group().get("region");
        String category = a.group().get("category");
        String fixed = a.incident().startsWith("rule:") ? null : a.incident();
        return (issue == null ? fixed == null || fixed.equals(key.issue()) : issue.equals(key.issue()))
                && (region == null || region.equals(key.region()))
                && (category == null || key.issue().startsWith(category + "."));
    }

    /** True when the episode is about complaints of whatever issue: then messages count, not what each is about. */
    static boolean isOfAnyIssue(Alert a) {
        return a.group().get("issue") == null
                && a.group().get("category") == null
                && a.incident().startsWith("rule:");
    }

    /** True when issue and region, or less, are all that the episode's group says, so that the counts show it. */
    static boolean isCounted(Alert a) {
        return a.group().names().stream()
                .allMatch(n -> n.equals("issue") || n.equals("region") || n.equals("category"));
    }

    public static long bin(long time) {
        return Math.floorDiv(time, ComplaintCounts.BIN_MS) * ComplaintCounts.BIN_MS;
    }
}
