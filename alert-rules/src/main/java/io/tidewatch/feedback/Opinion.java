package io.tidewatch.feedback;

import org.jspecify.annotations.Nullable;

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
 * @param by who found it; keyword for null, which is what earlier versions stored
 */
public record Opinion(
        String issue, Label label, double score, double confidence, int from, int to, boolean complaint, FoundBy by) {
    /** The least confidence at which a negative opinion counts as a complaint. */
    public static final double COMPLAINT_CONFIDENCE = 0.7;

    public Opinion(
            String issue,
            Label label,
            double score,
            double confidence,
            int from,
            int to,
            boolean complaint,
            @Nullable FoundBy by) {
        this.issue = issue;
        this.label = label;
        this.score = score;
        this.confidence = confidence;
        this.from = from;
        this.to = to;
        this.complaint = complaint;
        this.by = by == null ? FoundBy.KEYWORD : by;
    }

    /** An opinion that words found. */
    public Opinion(String issue, Label label, double score, double confidence, int from, int to, boolean complaint) {
        this(issue, label, score, confidence, from, to, complaint, FoundBy.KEYWORD);
    }

    public String category() {
        int dot = issue.indexOf('.');
        return dot < 0 ? issue : issue.substring(0, dot);
    }
}
