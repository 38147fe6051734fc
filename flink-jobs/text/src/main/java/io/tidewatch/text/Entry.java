package io.tidewatch.text;

/**
 * A word or phrase of the vocabulary.
 *
 * @param index place in the vocabulary
 * @param owner index of the leaf or category it belongs to, or −1
 * @param weight of a feeling: above 0 praise, below 0 blame; of others a strength
 * @param parts number of parts, with gaps between
 */
record Entry(int index, Role role, int owner, double weight, int parts) {}
