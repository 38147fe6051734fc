package io.tidewatch.job.detect.episode;

/**
 * A change that the {@code for} pattern looks at.
 *
 * @param breach true when the conditions began to hold, false when they ceased
 */
public record BreachChange(long time, boolean breach) {}
