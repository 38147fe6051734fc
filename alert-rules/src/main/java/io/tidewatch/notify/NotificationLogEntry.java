package io.tidewatch.notify;

import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.Route;
import java.util.List;

/**
 * What one receiver has been notified of one incident, and how soon it may be notified again. Times are epoch
 * milliseconds of the clock.
 *
 * @param matchedAt when the incident first fell to this receiver
 * @param notifiedAt last push; 0 before the first
 * @param notifiedSeverity highest notified since the incident (re)opened
 * @param notifiedResolved true when the last push said that it is over
 * @param notifiedFingerprints members notified
 * @param firstOriginals originals at the first push
 * @param doublings how many doublings of that have been notified
 * @param repeats how many pushes had nothing new to say
 * @param muted true while a time interval mutes the route
 */
public record NotificationLogEntry(
        String receiver,
        long groupWaitMs,
        long groupIntervalMs,
        long repeatIntervalMs,
        boolean muted,
        long matchedAt,
        long notifiedAt,
        Severity notifiedSeverity,
        boolean notifiedResolved,
        List<String> notifiedFingerprints,
        long firstOriginals,
        int doublings,
        int repeats) {

    static NotificationLogEntry fresh(String receiver, Route route, boolean muted, long now) {
        return new NotificationLogEntry(
                receiver,
                route.groupWaitMs(),
                route.groupIntervalMs(),
                route.repeatIntervalMs(),
                muted,
                now,
                0,
                Severity.INFO,
                false,
                List.of(),
                0,
                0,
                0);
    }

    NotificationLogEntry paced(long wait, long interval, long repeat, boolean nowMuted) {
        return new NotificationLogEntry(
                receiver,
                wait,
                interval,
                repeat,
                nowMuted,
                matchedAt,
                notifiedAt,
                notifiedSeverity,
                notifiedResolved,
                notifiedFingerprints,
                firstOriginals,
                doublings,
                repeats);
    }

    boolean isNotified() {
        return notifiedAt > 0;
    }
}
