package io.tidewatch.alert;

/** One masked message shown as evidence. */
public record Sample(String id, String text, String channel, String source, long eventTime) {}
