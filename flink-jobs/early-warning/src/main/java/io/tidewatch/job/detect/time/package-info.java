/**
 * Event time: watermarks, the buffer until a watermark, and which sources are down. The bottom of detection: imports no
 * other package of it.
 */
@NullMarked
package io.tidewatch.job.detect.time;

import org.jspecify.annotations.NullMarked;
