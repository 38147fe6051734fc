/** Messages seen before, ids that stand for many, and near copies of one text: what counts as one voice. */
@NullMarked
package io.tidewatch.job.detect.copies;

import org.jspecify.annotations.NullMarked;
