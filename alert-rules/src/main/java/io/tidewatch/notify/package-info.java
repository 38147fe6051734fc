/**
 * Who is notified of what, and when: alerts become incidents, incidents become notifications, per receiver and paced.
 * Plain Java without I/O; the job that calls it is {@code io.tidewatch.job.notify}.
 */
@NullMarked
package io.tidewatch.notify;

import org.jspecify.annotations.NullMarked;
