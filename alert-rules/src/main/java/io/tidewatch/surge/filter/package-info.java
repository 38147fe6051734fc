/**
 * The filters that score a count against what is usual: the baseline, the burst filter of surges and spikes, the drift
 * filter of build-ups. The bottom: imports nothing of ours. A new detector implements
 * {@link io.tidewatch.surge.filter.CountDetector}.
 */
@NullMarked
package io.tidewatch.surge.filter;

import org.jspecify.annotations.NullMarked;
