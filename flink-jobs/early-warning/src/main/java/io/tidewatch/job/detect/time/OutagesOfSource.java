package io.tidewatch.job.detect.time;

import java.util.List;

/** All outages of one source that are remembered, in the order in which they were noticed. */
public record OutagesOfSource(List<SourceOutage> outages) {}
