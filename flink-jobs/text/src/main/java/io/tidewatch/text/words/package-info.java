/** What a segmenter gives: the seam between the analysis and the library that splits words. */
@NullMarked
package io.tidewatch.text.words;

import org.jspecify.annotations.NullMarked;
