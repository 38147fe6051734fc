package io.tidewatch.job.detect.series;

import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.SourceOutage;
import org.jspecify.annotations.Nullable;

/** What is broadcast to every series: new rules, or that a source is down or back; one of the two. */
public record SeriesControl(
        @Nullable RuleUpdate rules, @Nullable SourceOutage outage) {
    public static SeriesControl of(RuleUpdate rules) {
        return new SeriesControl(rules, null);
    }

    public static SeriesControl of(SourceOutage outage) {
        return new SeriesControl(null, outage);
    }
}
