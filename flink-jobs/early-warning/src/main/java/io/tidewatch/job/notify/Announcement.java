package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * What every incident has to hear: how far the detector is, or that an alert explains others or does so no more.
 *
 * @param eventTime of the detector's beat, epoch milliseconds; 0 in an announcement of an alert
 * @param alert id of an alert; null in a beat
 * @param source what it explains others by while it is open; null once it has ended
 */
public record Announcement(
        long eventTime, @Nullable String alert, @Nullable OpenSource source) {
    static Announcement beat(long eventTime) {
        return new Announcement(eventTime, null, null);
    }

    static Announcement open(Alert alert, long now) {
        return new Announcement(0, alert.id(), OpenSource.of(alert, now));
    }

    static Announcement ended(String alert) {
        return new Announcement(0, alert, null);
    }
}
