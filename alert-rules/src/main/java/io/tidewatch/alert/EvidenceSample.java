package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * One masked message shown as evidence.
 *
 * @param step name of the step of a sequence that it was; null for all other kinds
 */
public record EvidenceSample(
        String id,
        String text,
        String channel,
        String source,
        long eventTime,
        @Nullable String step) {
    /** A message that is no step of anything. */
    public EvidenceSample(String id, String text, String channel, String source, long eventTime) {
        this(id, text, channel, source, eventTime, null);
    }
}
