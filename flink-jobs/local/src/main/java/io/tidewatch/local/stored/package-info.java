/** Feedback that Elasticsearch has stored, read back. */
@NullMarked
package io.tidewatch.local.stored;

import org.jspecify.annotations.NullMarked;
