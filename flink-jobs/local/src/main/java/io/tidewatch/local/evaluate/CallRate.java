package io.tidewatch.local.evaluate;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import io.tidewatch.local.sample.InjectedSurge;
import io.tidewatch.replay.report.EpisodeQueries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What rules found on days of which the surges are known.
 *
 * @param days how many
 * @param incidents above info that belong to no surge; alerts of one issue that overlap in time are one
 * @param planted how many surges there were
 * @param found how many of them had an alert above info before they were over
 * @param delays from onset to alert, milliseconds, sorted, of those that were found
 * @param unplanted the alerts behind {@code incidents}
 */
public record CallRate(int days, int incidents, int planted, int found, List<Long> delays, List<Alert> unplanted) {
    private static final long AFTER_MS = 2 * 3_600_000L;

    /** @param episodes last states */
    public static CallRate of(List<Alert> episodes, List<InjectedSurge> surges, int days) {
        List<Alert> loud = episodes.stream()
                .filter(a -> a.severity() != Severity.INFO)
                .sorted(Comparator.comparingLong(Alert::startsAt))
                .toList();
        List<Long> delays = new ArrayList<>();
        for (InjectedSurge s : surges) {
            loud.stream()
                    .filter(a -> belongs(a, s) && EpisodeQueries.firedAt(a) <= s.end())
                    .mapToLong(a -> EpisodeQueries.firedAt(a) - s.onset())
                    .min()
                    .ifPresent(delays::add);
        }
        delays.sort(null);
        List<Alert> unplanted = loud.stream()
                .filter(a -> surges.stream().noneMatch(s -> belongs(a, s)))
                .toList();
        int incidents = 0;
        List<Alert> seen = new ArrayList<>();
        for (Alert a : unplanted) {
            if (seen.stream()
                    .noneMatch(b -> b.incident().equals(a.incident()) && a.startsAt() <= EpisodeQueries.end(b))) {
                incidents++;
            }
            seen.add(a);
        }
        return new CallRate(days, incidents, surges.size(), delays.size(), delays, unplanted);
    }

    private static boolean belongs(Alert a, InjectedSurge s) {
        String region = a.group().get("region");
        String issue = a.group().get("issue");
        return (issue == null || issue.equals(s.issue()))
                && (region == null || region.equals(s.region()))
                && a.startsAt() <= s.end() + AFTER_MS
                && EpisodeQueries.end(a) >= s.onset();
    }

    /** A table for documents. */
    public String markdown(long messages, int perDay, long seed) {
        String delay = delays.isEmpty()
                ? "–"
                : String.format(Locale.ROOT, "%.0f min", delays.get(delays.size() / 2) / 60_000d);
        return "| days | complaints | seed | incidents above info a day | swells found | median delay from onset |\n"
                + "|---|---|---|---|---|---|\n"
                + String.format(
                        Locale.ROOT,
                        "| %d | %,d (%,d a day) | %d | %.2f | %d of %d (%.2f) | %s |%n",
                        days,
                        messages,
                        perDay,
                        seed,
                        (double) incidents / days,
                        found,
                        planted,
                        planted == 0 ? Double.NaN : (double) found / planted,
                        delay);
    }
}
