/** How early and how quietly detectors speak, on generated and labelled counts, beside what others do. */
@NullMarked
package io.tidewatch.replay.evaluate;

import org.jspecify.annotations.NullMarked;
