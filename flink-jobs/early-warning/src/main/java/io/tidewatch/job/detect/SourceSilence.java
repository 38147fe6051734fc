package io.tidewatch.job.detect;

import io.tidewatch.surge.Silences;

/**
 * A source that is not heard any more, or is heard again; see {@link Silences.Span}.
 *
 * @param until {@link Long#MAX_VALUE} while it is silent
 */
public record SourceSilence(String source, long from, long knownAt, long until, long endKnownAt) {
    static SourceSilence of(String source, Silences.Span s) {
        return new SourceSilence(source, s.from(), s.knownAt(), s.until(), s.endKnownAt());
    }

    Silences.Span span() {
        return new Silences.Span(from, knownAt, until, endKnownAt);
    }
}
