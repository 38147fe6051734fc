package io.tidewatch.text.vocabulary;

/**
 * A word or phrase of the vocabulary.
 *
 * @param index place in the vocabulary
 * @param owner index of the leaf or category it belongs to, or −1
 * @param weight of a sentiment word: above 0 positive, below 0 negative; of others a strength
 * @param parts number of parts, with gaps between
 */
public record VocabularyEntry(int index, WordRole role, int owner, double weight, int parts) {}
