package io.tidewatch.alert;

import io.tidewatch.surge.ExpectedBand;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one series over one pane, absolute and final unless a late message amends them.
 *
 * @param series what is counted, for example {@code issue-region-channel} or a rule's series hash
 * @param start first instant of the pane, epoch milliseconds event time
 * @param end one past its last
 * @param negative messages with a negative opinion
 * @param expected originals that are usual in the pane; null where nothing is compared to that
 * @param band what four panes in five hold when things are as usual; null where {@code expected} is
 */
public record Measure(
        String series,
        Group group,
        long start,
        long end,
        long posts,
        long originals,
        long authors,
        long reach,
        long negative,
        @Nullable Double expected,
        @Nullable ExpectedBand band,
        @Nullable Double score) {}
