/** Counting and scoring: baselines, the two-state burst filter, panes and voices. Plain Java, no clock. */
@NullMarked
package io.tidewatch.surge;

import org.jspecify.annotations.NullMarked;
