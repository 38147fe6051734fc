/** NotifyJob: incidents out of alerts, and pushes out of incidents. */
@NullMarked
package io.tidewatch.job.notify;

import org.jspecify.annotations.NullMarked;
