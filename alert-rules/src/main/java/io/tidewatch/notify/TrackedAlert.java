package io.tidewatch.notify;

import io.tidewatch.alert.Alert;

/**
 * The newest state of one fingerprint inside an incident.
 *
 * @param receivedAt when it was last received from the detector, epoch milliseconds of the clock
 */
public record TrackedAlert(Alert alert, long receivedAt) {}
