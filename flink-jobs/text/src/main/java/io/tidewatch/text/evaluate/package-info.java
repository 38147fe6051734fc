/** Measures the analysis on labelled texts that nothing was trained on. */
@NullMarked
package io.tidewatch.text.evaluate;

import org.jspecify.annotations.NullMarked;
