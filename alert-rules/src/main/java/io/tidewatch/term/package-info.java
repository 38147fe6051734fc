/** Words that a window has and its past had not. Plain Java; whoever keeps the state gives it to {@link TermWindow}. */
@NullMarked
package io.tidewatch.term;

import org.jspecify.annotations.NullMarked;
