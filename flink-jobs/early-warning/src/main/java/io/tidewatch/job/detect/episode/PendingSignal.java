package io.tidewatch.job.detect.episode;

import io.tidewatch.episode.Signal;

/**
 * A signal on its way to the episodes.
 *
 * @param confirmedAt when the rule's {@code for} had passed without a break, epoch milliseconds event time; 0 when this
 *     signal confirms nothing
 */
public record PendingSignal(Signal signal, long confirmedAt) {}
