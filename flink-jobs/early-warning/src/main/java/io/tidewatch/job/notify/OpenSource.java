package io.tidewatch.job.notify;

import java.util.Map;

/**
 * An open alert that can mute others.
 *
 * @param labels what inhibition matches
 * @param receivedAt when it was last received, by the clock, epoch milliseconds
 */
public record OpenSource(Map<String, String> labels, long receivedAt) {}
