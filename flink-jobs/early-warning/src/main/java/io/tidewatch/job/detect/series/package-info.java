/** One keyed series: the Flink shell around {@link io.tidewatch.series.Series}. */
@NullMarked
package io.tidewatch.job.detect.series;

import org.jspecify.annotations.NullMarked;
