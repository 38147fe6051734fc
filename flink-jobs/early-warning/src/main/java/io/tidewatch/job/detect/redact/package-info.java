/** What people have taken back is not shown any longer: open alerts lose it. */
@NullMarked
package io.tidewatch.job.detect.redact;

import org.jspecify.annotations.NullMarked;
