/**
 * One series: what is counted of it, what is usual there, and where each rule that reads it stands. Knows rules and
 * {@link io.tidewatch.surge}; event time only, packed with a version of its own. A new measure of a series goes here.
 */
@NullMarked
package io.tidewatch.series;

import org.jspecify.annotations.NullMarked;
