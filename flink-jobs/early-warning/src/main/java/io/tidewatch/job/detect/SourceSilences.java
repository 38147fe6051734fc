package io.tidewatch.job.detect;

import java.util.List;

/** All silences of one source that are remembered, in the order in which they were noticed. */
public record SourceSilences(List<SourceSilence> silences) {}
