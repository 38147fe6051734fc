package io.tidewatch.local.sample;

/**
 * A record that no job may accept, to be mixed into a sample in a known number.
 *
 * @param text what to send, never a line break inside
 * @param reason of the dead letter that it must become
 */
public record BrokenLine(String text, String reason) {}
