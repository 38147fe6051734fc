/** Keyed functions that keep no more keys than a rule's {@code max_series}. */
@NullMarked
package io.tidewatch.job.detect.limit;

import org.jspecify.annotations.NullMarked;
