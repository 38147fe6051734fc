package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one fingerprint inside an incident.
 *
 * @param receivedAt when it was last received from the detector, epoch milliseconds of the clock
 * @param inhibitedBy name of the inhibit rule that mutes it, or why the detector holds it, or did when it ended; null when none does, and in state of a
 *     version that passed on only what was not muted
 */
public record TrackedAlert(
        Alert alert, long receivedAt, @Nullable String inhibitedBy) {
    /** One that nothing mutes. */
    public TrackedAlert(Alert alert, long receivedAt) {
        this(alert, receivedAt, null);
    }

    /** True while it is open and nobody is to be notified of it: something mutes it, or another alert tells it. */
    public boolean isMuted() {
        return alert.isOpen() && (inhibitedBy != null || alert.partOf() != null);
    }

    /** True while it is open and an inhibit rule mutes it. */
    public boolean isInhibited() {
        return alert.isOpen() && inhibitedBy != null;
    }
}
