package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * One masked message shown as evidence.
 *
 * @param step name of the step of a sequence that it was; null for all other kinds
 * @param stepZh the same as people read it in Chinese; null when it has no other name
 * @param attached what came with it; null for nothing
 */
public record EvidenceSample(
        String id,
        String text,
        String channel,
        String source,
        long eventTime,
        @Nullable String step,
        @Nullable String stepZh,
        @Nullable Attached attached) {
    /** A message that is no step of anything. */
    public EvidenceSample(String id, String text, String channel, String source, long eventTime) {
        this(id, text, channel, source, eventTime, null, null, null);
    }

    /** One with which nothing came. */
    public EvidenceSample(
            String id,
            String text,
            String channel,
            String source,
            long eventTime,
            @Nullable String step,
            @Nullable String stepZh) {
        this(id, text, channel, source, eventTime, step, stepZh, null);
    }

    /** The same, with what came with it. */
    public EvidenceSample with(@Nullable Attached other) {
        return new EvidenceSample(id, text, channel, source, eventTime, step, stepZh, other);
    }

    /** The step as people read it; null for a message that is no step. */
    public @Nullable Bilingual stepName() {
        return step == null ? null : new Bilingual(stepZh == null ? step : stepZh, step);
    }
}
