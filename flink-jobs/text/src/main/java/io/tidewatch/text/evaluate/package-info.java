/** Measures the analysis on labelled texts: feeling and issues. */
@NullMarked
package io.tidewatch.text.evaluate;

import org.jspecify.annotations.NullMarked;
