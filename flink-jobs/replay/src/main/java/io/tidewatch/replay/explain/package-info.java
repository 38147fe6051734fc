/** Why a rule fired, or why it did not, in words. */
@NullMarked
package io.tidewatch.replay.explain;

import org.jspecify.annotations.NullMarked;
