package io.tidewatch.local.sample;

/**
 * A surge put into made feedback.
 *
 * @param onset when it begins to rise, epoch milliseconds
 * @param peak when it is as high as it gets
 * @param end when it is over
 * @param multiple of the usual rate at the peak, at least 5
 */
public record InjectedSurge(String issue, String region, long onset, long peak, long end, double multiple) {}
