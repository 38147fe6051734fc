package io.tidewatch.text.opinion;

/** An opinion in the making. */
final class OpinionDraft {
    final String issue;
    final int leaf;
    final boolean complainsByItself;
    final int clause;
    final int from;
    final int to;
    double evidence;

    OpinionDraft(String issue, int leaf, boolean complainsByItself, int clause, int from, int to, double evidence) {
        this.issue = issue;
        this.leaf = leaf;
        this.complainsByItself = complainsByItself;
        this.clause = clause;
        this.from = from;
        this.to = to;
        this.evidence = evidence;
    }
}
