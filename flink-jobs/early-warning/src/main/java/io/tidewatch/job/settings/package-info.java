/** What the jobs are told from outside. */
@NullMarked
package io.tidewatch.job.settings;

import org.jspecify.annotations.NullMarked;
