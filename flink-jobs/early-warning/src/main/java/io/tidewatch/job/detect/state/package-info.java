/** How Flink keeps what packs itself. */
@NullMarked
package io.tidewatch.job.detect.state;

import org.jspecify.annotations.NullMarked;
