/** Feedback in files: read, mapped, annotated, and sent to Kafka. */
@NullMarked
package io.tidewatch.local.data;

import org.jspecify.annotations.NullMarked;
