/**
 * DetectJob: deduplicate, fold copies, route to series, measure, score, confirm with CEP, keep episodes.
 *
 * <p>Read {@link io.tidewatch.job.detect.DetectPipeline#define} first.
 */
@NullMarked
package io.tidewatch.job.detect;

import org.jspecify.annotations.NullMarked;
