/** Detectors on recorded keyed streams of counts, held against what an offline judge says of them. */
@NullMarked
package io.tidewatch.replay.streams;

import org.jspecify.annotations.NullMarked;
