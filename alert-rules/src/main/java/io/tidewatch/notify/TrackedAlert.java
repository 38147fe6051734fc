package io.tidewatch.notify;

import io.tidewatch.alert.Alert;

/**
 * The newest state of one fingerprint inside an incident.
 *
 * @param receivedAt when the detector last spoke of it, epoch milliseconds of the clock
 */
public record TrackedAlert(Alert alert, long receivedAt) {}
