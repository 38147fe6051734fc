/** Feedback over plain HTTP. */
@NullMarked
package io.tidewatch.local.ingest;

import org.jspecify.annotations.NullMarked;
