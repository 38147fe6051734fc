package io.tidewatch.text.issue;

/**
 * A clause and what it complains of.
 *
 * @param of the text
 * @param clause number of the clause in it, 0 to its size − 1
 * @param leaf id of a leaf, {@code other}, or {@link IssueModel#NONE}
 * @param weight how much it counts, above 0
 */
public record IssueExample(ClauseText of, int clause, String leaf, double weight) {
    public IssueExample {
        if (clause < 0 || clause >= of.size()) {
            throw new IllegalArgumentException("clause: " + clause + ", expected 0 to " + (of.size() - 1));
        }
    }
}
