/** How many times as much as usual is complained of in general. */
@NullMarked
package io.tidewatch.job.detect.tide;

import org.jspecify.annotations.NullMarked;
