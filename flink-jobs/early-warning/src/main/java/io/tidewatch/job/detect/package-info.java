/**
 * DetectJob. Read {@link io.tidewatch.job.detect.DetectPipeline#define} first: it goes through the packages below in their
 * order, {@code copies}, {@code route}, {@code series}, {@code follow}, {@code episode}, {@code figures}; {@code rules} and
 * {@code time} serve them all.
 */
@NullMarked
package io.tidewatch.job.detect;

import org.jspecify.annotations.NullMarked;
