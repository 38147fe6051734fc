package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;

/**
 * The last alert of an episode before the state was lost. The episode is resumed when the stored messages have been
 * replayed.
 *
 * @param alert open, or resolved
 * @param dueAt event time until which they are replayed, epoch milliseconds
 */
public record RecordedEpisode(Alert alert, long dueAt) {}
