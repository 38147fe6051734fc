/**
 * What each job counts: one enum per job, with the name on the metric reporter and what it means. The module's README lists
 * them; a test compares the two.
 */
@NullMarked
package io.tidewatch.job.metric;

import org.jspecify.annotations.NullMarked;
