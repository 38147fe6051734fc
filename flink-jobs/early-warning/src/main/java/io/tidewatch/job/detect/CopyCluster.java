package io.tidewatch.job.detect;

import java.util.List;

/**
 * Texts that are near copies of one another. Kept per voice key.
 *
 * @param simhashes of the first messages of each cluster under this key
 * @param startedAt event time of those first messages, epoch milliseconds
 */
public record CopyCluster(List<Long> simhashes, List<Long> startedAt) {}
