package io.tidewatch.text.words;

import java.util.List;

/** Splits a text into words. Thread-safe. */
public interface Segmenter {
    /** The words in order, white space and punctuation included. */
    List<Word> words(String text);

    /**
     * @param text the word as it stands
     * @param content true for nouns, verbs and adjectives that can say what a message is about
     * @param rarity 0 for the commonest words, growing with rarity
     */
    record Word(String text, boolean content, double rarity) {}
}
