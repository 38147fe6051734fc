package io.tidewatch.job.detect;

/** A change that the {@code for} pattern looks at. @param breach true when the conditions began to hold, false when they ceased */
public record Edge(long time, boolean breach) {}
