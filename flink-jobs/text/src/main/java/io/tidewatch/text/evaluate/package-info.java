/** Measures the analysis on labelled texts: sentiment and issues. */
@NullMarked
package io.tidewatch.text.evaluate;

import org.jspecify.annotations.NullMarked;
