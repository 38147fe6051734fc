package io.tidewatch.job.detect;

import org.jspecify.annotations.Nullable;

/** What every series is told: new rules, or that a source is silent or back; one of the two. */
public record SeriesControl(
        @Nullable RuleUpdate rules, @Nullable SourceSilence silence) {
    static SeriesControl of(RuleUpdate rules) {
        return new SeriesControl(rules, null);
    }

    static SeriesControl of(SourceSilence silence) {
        return new SeriesControl(null, silence);
    }
}
