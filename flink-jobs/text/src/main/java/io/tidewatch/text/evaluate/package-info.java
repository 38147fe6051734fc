/** Figures on the analysis, from labelled messages. */
@NullMarked
package io.tidewatch.text.evaluate;

import org.jspecify.annotations.NullMarked;
