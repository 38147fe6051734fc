/** The rules that are live in one subtask, arranged as the operators need them. Imports {@code time} only. */
@NullMarked
package io.tidewatch.job.detect.rules;

import org.jspecify.annotations.NullMarked;
