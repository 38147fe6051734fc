/** Flink in this process: a cluster of its own, with its UI, that resumes jobs from their newest checkpoint. */
@NullMarked
package io.tidewatch.local.flink;

import org.jspecify.annotations.NullMarked;
