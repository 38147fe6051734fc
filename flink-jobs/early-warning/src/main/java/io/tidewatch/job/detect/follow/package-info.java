/** Ordered rules, to which it matters who said what after what: sequence, repeat, new_term. */
@NullMarked
package io.tidewatch.job.detect.follow;

import org.jspecify.annotations.NullMarked;
