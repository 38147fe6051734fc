/** The detectors on bare count series, row by row. */
@NullMarked
package io.tidewatch.replay.score;

import org.jspecify.annotations.NullMarked;
