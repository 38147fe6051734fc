package io.tidewatch.text.words;

/** Splits a text into words. Thread-safe. */
public interface Segmenter {
    /**
     * Splits a text.
     *
     * @param out takes the words in order, white space and punctuation included; what it held is gone
     */
    void read(String text, Words out);
}
