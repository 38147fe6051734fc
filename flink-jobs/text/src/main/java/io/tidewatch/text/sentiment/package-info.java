/** A small model of polarity in Chinese text: reading, scoring, training. Knows no issues and no lexicon. */
@NullMarked
package io.tidewatch.text.sentiment;

import org.jspecify.annotations.NullMarked;
