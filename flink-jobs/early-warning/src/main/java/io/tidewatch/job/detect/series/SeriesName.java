package io.tidewatch.job.detect.series;

import io.tidewatch.alert.Group;

/** What a series key stands for. */
public record SeriesName(String series, Group group) {}
