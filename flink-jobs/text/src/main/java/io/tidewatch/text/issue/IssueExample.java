package io.tidewatch.text.issue;

/**
 * A clause and what it complains of.
 *
 * @param text folded, as {@code TextReader} reads it
 * @param from where the clause begins
 * @param to one past its last character
 * @param before where its neighbours begin; {@code from} without any
 * @param after one past their last character; {@code to} without any
 * @param leaf id of a leaf, {@code other}, or {@link IssueModel#NONE}
 * @param weight how much it counts, above 0
 */
public record IssueExample(String text, int from, int to, int before, int after, String leaf, double weight) {}
