package io.tidewatch.job.detect.series;

import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.tide.TideLevel;
import io.tidewatch.job.detect.time.SourceOutage;
import org.jspecify.annotations.Nullable;

/** What is broadcast to every series: new rules, that a source is down or back, or how high the tide is; one of them. */
public record SeriesControl(
        @Nullable RuleUpdate rules,
        @Nullable SourceOutage outage,
        @Nullable TideLevel tide) {
    public static SeriesControl of(RuleUpdate rules) {
        return new SeriesControl(rules, null, null);
    }

    public static SeriesControl of(SourceOutage outage) {
        return new SeriesControl(null, outage, null);
    }

    public static SeriesControl of(TideLevel tide) {
        return new SeriesControl(null, null, tide);
    }
}
