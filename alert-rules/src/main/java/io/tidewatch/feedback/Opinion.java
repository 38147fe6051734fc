package io.tidewatch.feedback;

/**
 * What one clause says about one issue.
 *
 * @param issue a taxonomy leaf, a category (a positive opinion without a leaf), or {@code other}
 * @param score −1…1 = P(positive) − P(negative)
 * @param confidence 0…1, calibrated probability of {@code label}
 * @param from first character of the clause in the annotated text
 * @param to one past its last character
 * @param complaint true when the opinion counts as a complaint if a customer says it: negative with confidence of
 *     at least .7, or on a leaf that is negative by itself; noise and roles are judged elsewhere
 */
public record Opinion(String issue, Label label, double score, double confidence, int from, int to, boolean complaint) {
    /** The least confidence at which a negative opinion counts as a complaint. */
    public static final double COMPLAINT_CONFIDENCE = 0.7;

    public String category() {
        int dot = issue.indexOf('.');
        return dot < 0 ? issue : issue.substring(0, dot);
    }
}
