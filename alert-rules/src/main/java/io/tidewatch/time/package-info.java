/** How times and durations are written on the wire and in files. */
@NullMarked
package io.tidewatch.time;

import org.jspecify.annotations.NullMarked;
