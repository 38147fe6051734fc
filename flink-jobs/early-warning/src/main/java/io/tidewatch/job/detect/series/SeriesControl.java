package io.tidewatch.job.detect.series;

import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.tide.TideLevel;
import io.tidewatch.job.detect.time.SourceOutage;
import io.tidewatch.series.LaunchSlot;
import org.jspecify.annotations.Nullable;

/**
 * What is broadcast to every series: new rules, that a source is down or back, how high the tide is, or what is said of new products; one of
 * them.
 */
public record SeriesControl(
        @Nullable RuleUpdate rules,
        @Nullable SourceOutage outage,
        @Nullable TideLevel tide,
        @Nullable LaunchSlot launches) {
    public static SeriesControl of(RuleUpdate rules) {
        return new SeriesControl(rules, null, null, null);
    }

    public static SeriesControl of(SourceOutage outage) {
        return new SeriesControl(null, outage, null, null);
    }

    public static SeriesControl of(TideLevel tide) {
        return new SeriesControl(null, null, tide, null);
    }

    public static SeriesControl of(LaunchSlot launches) {
        return new SeriesControl(null, null, null, launches);
    }
}
