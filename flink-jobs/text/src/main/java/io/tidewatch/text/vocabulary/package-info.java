/** All words of taxonomy and lexicon in one trie, and what was found of them in a text. */
@NullMarked
package io.tidewatch.text.vocabulary;

import org.jspecify.annotations.NullMarked;
