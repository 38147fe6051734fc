/** Complete sets out of the records of {@code tidewatch.rules}, for every job that reads them. */
@NullMarked
package io.tidewatch.job.bundle;

import org.jspecify.annotations.NullMarked;
