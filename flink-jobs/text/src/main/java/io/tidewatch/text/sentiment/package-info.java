/** Small models of polarity in Chinese and in English text: reading, scoring, training. They know no issues and no lexicon. */
@NullMarked
package io.tidewatch.text.sentiment;

import org.jspecify.annotations.NullMarked;
