/** How early detectors fire and how seldom by mistake, on generated and labelled counts, beside what others do. */
@NullMarked
package io.tidewatch.replay.evaluate;

import org.jspecify.annotations.NullMarked;
