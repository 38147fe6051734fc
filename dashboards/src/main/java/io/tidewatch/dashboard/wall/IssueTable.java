package io.tidewatch.dashboard.wall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Complaints per issue over the last hour, the largest first. A message about two issues counts in both rows and once in
 * the total.
 *
 * @param rows at most as many as asked for
 * @param total messages that complained in the last hour
 * @param restCount complaints of the issues that have no row, counted per issue
 * @param restIssues how many issues have no row
 */
record IssueTable(List<Row> rows, long total, long restCount, int restIssues) {
    /** Below this many complaints an hour a change in percent says nothing. */
    static final double MIN_USUAL = 3;

    private static final double RISING = 1.25;
    private static final double FALLING = 0.8;

    /**
     * One issue.
     *
     * @param hour complaints in the last hour
     * @param share of all messages that complained in the last hour, 0…1
     * @param usual complaints per hour over the 23 hours before; null when the day's figure is not known
     * @param change hour / usual − 1; null when usual is too small to compare to
     * @param trend 1 rising, −1 falling, 0 neither: the last five minutes against the last hour
     */
    record Row(
            String issue,
            long hour,
            double share,
            @Nullable Double usual,
            @Nullable Double change,
            int trend) {}

    /**
     * @param fiveMinutes issue → complaints; likewise hour and day
     * @param messages that complained in the last hour; null when nobody has counted them: then at most the sum of the
     *     issues
     */
    static IssueTable of(
            Map<String, Long> fiveMinutes,
            Map<String, Long> hour,
            Map<String, Long> day,
            @Nullable Long messages,
            int rows) {
        long sum = hour.values().stream().mapToLong(Long::longValue).sum();
        long most = hour.values().stream().mapToLong(Long::longValue).max().orElse(0);
        // the keys are written one after the other: between two of them an issue may be ahead of the messages
        long total = messages == null ? sum : Math.max(messages, most);
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(hour.entrySet());
        sorted.removeIf(e -> e.getValue() <= 0);
        sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<Row> out = new ArrayList<>();
        long shown = 0;
        for (Map.Entry<String, Long> e : sorted.subList(0, Math.min(rows, sorted.size()))) {
            long n = e.getValue();
            shown += n;
            Long ofDay = day.get(e.getKey());
            Double usual = ofDay == null ? null : Math.max(0, ofDay - n) / 23.0;
            out.add(new Row(
                    e.getKey(),
                    n,
                    (double) n / total,
                    usual,
                    usual == null || usual < MIN_USUAL ? null : n / usual - 1,
                    trend(fiveMinutes.getOrDefault(e.getKey(), 0L), n)));
        }
        return new IssueTable(out, total, sum - shown, sorted.size() - out.size());
    }

    /** Compares rates once there are enough messages for it: five an hour are one every twelve minutes. */
    static int trend(long fiveMinutes, long hour) {
        double expected = hour / 12.0;
        if (hour < 12) {
            return 0;
        }
        double noise = Math.sqrt(expected);
        if (fiveMinutes > expected * RISING && fiveMinutes - expected > noise) {
            return 1;
        }
        return fiveMinutes < expected * FALLING && expected - fiveMinutes > noise ? -1 : 0;
    }
}
