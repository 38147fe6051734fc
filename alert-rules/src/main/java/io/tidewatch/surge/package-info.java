/**
 * Statistics of counts that know no rule: growth, tests of single counts, words and shares, alarms on a bare score. Plain
 * Java, no clock. May import {@link io.tidewatch.surge.filter} and nothing above it.
 */
@NullMarked
package io.tidewatch.surge;

import org.jspecify.annotations.NullMarked;
