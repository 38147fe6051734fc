package io.tidewatch.text.issue;

import java.util.Arrays;

/** A folded text, the bounds of its clauses, in order, and what is known of each. Immutable. */
public final class ClauseText {
    private final String text;
    /** Of each clause its begin and one past its end. */
    private final int[] bounds;

    private final String[] said;
    private final long[] marks;

    /**
     * A text of which nothing is known but its clauses.
     *
     * @param text folded, as {@code TextReader} reads it
     * @param bounds of each clause where it begins and one past its last character, in UTF-16 units, rising
     * @throws IllegalArgumentException when they are no clauses of this text
     */
    public ClauseText(String text, int... bounds) {
        int least = 0;
        for (int bound : bounds) {
            if (bound < least || bound > text.length()) {
                throw new IllegalArgumentException("bounds: " + Arrays.toString(bounds)
                        + ", expected begins and ends of clauses in a text of " + text.length());
            }
            least = bound;
        }
        if (bounds.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "bounds: " + Arrays.toString(bounds) + ", expected an end for each begin");
        }
        this.text = text;
        this.bounds = bounds.clone();
        this.said = new String[bounds.length / 2];
        this.marks = new long[said.length];
        Arrays.fill(said, "");
    }

    private ClauseText(ClauseText of, String[] said, long[] marks) {
        this.text = of.text;
        this.bounds = of.bounds;
        this.said = said;
        this.marks = marks;
    }

    /**
     * The same with what words find.
     *
     * @param said of each clause the leaf that words say it complains of, empty where they say nothing
     */
    public ClauseText saying(String... said) {
        if (said.length != size()) {
            throw new IllegalArgumentException("said: " + said.length + " leaves, expected " + size());
        }
        return new ClauseText(this, said.clone(), marks);
    }

    /**
     * The same with what else is known.
     *
     * @param marks of each clause its {@link ClauseMark}s, a bit each
     */
    public ClauseText marked(long... marks) {
        if (marks.length != size()) {
            throw new IllegalArgumentException("marks: of " + marks.length + " clauses, expected " + size());
        }
        return new ClauseText(this, said, marks.clone());
    }

    public String text() {
        return text;
    }

    /** How many clauses. */
    public int size() {
        return bounds.length / 2;
    }

    /** Where a clause begins. */
    public int from(int clause) {
        return bounds[2 * clause];
    }

    /** One past a clause's last character. */
    public int to(int clause) {
        return bounds[2 * clause + 1];
    }

    /** The leaf that words say a clause complains of, or empty. */
    public String said(int clause) {
        return said[clause];
    }

    /** A clause's {@link ClauseMark}s, a bit each. */
    public long marks(int clause) {
        return marks[clause];
    }
}
