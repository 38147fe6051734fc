/** The four jobs as programs of a cluster. Knows all jobs; nothing knows it. */
@NullMarked
package io.tidewatch.job;

import org.jspecify.annotations.NullMarked;
