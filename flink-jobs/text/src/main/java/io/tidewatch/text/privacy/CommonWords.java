package io.tidewatch.text.privacy;

/** Tells the words of a language from names. Thread-safe. */
@FunctionalInterface
public interface CommonWords {
    /** Knows no word, so that whatever could be a name is taken for one. */
    CommonWords NONE = word -> false;

    /** Whether a dictionary has the word, and not as a person's name. */
    boolean contains(String word);
}
