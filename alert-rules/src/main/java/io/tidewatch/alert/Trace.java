package io.tidewatch.alert;

/** Wall-clock way of the message that completed the conditions, epoch milliseconds; 0 where not known. */
public record Trace(long receivedAt, long annotatedAt, long evaluatedAt) {}
