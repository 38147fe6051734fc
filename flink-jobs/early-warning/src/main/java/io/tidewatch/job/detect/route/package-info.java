/** Which series count a message, and which rules follow it. */
@NullMarked
package io.tidewatch.job.detect.route;

import org.jspecify.annotations.NullMarked;
