package io.tidewatch.text.topic;

/**
 * Words that a topic may begin with: two that stand near each other more often than chance has it, or a noun by itself.
 *
 * @param first number of a word
 * @param second number of another, or −1
 * @param voices numbers of the voices that have them, ascending
 * @param score how many authors, times how much more often than chance
 */
record Seed(int first, int second, int[] voices, double score) {
    static final int NONE = -1;

    boolean isPair() {
        return second != NONE;
    }

    boolean shares(Seed other) {
        return has(other.first) || other.isPair() && has(other.second);
    }

    private boolean has(int word) {
        return first == word || second == word;
    }

    /** How many voices both have. */
    int common(int[] others) {
        int n = 0;
        int j = 0;
        for (int v : voices) {
            while (j < others.length && others[j] < v) {
                j++;
            }
            n += j < others.length && others[j] == v ? 1 : 0;
        }
        return n;
    }
}
