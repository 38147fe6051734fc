/** Holidays, working days that make up for them, and launches: what is announced rather than learnt. */
@NullMarked
package io.tidewatch.calendar;

import org.jspecify.annotations.NullMarked;
