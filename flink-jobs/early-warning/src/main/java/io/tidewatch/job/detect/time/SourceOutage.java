package io.tidewatch.job.detect.time;

import io.tidewatch.series.SourceOutages;

/**
 * A source that is down, or back; see {@link SourceOutages.Span}.
 *
 * @param until {@link Long#MAX_VALUE} while it is down
 */
public record SourceOutage(String source, long from, long knownAt, long until, long endKnownAt) {
    static SourceOutage of(String source, SourceOutages.Span s) {
        return new SourceOutage(source, s.from(), s.knownAt(), s.until(), s.endKnownAt());
    }

    SourceOutages.Span span() {
        return new SourceOutages.Span(from, knownAt, until, endKnownAt);
    }
}
