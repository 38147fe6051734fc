/** What the jobs are given from outside: settings. */
@NullMarked
package io.tidewatch.job.settings;

import org.jspecify.annotations.NullMarked;
