package io.tidewatch.local.company;

/** How well the company knows the issue of a crisis. */
public enum CrisisLeaf {
    /** It is complained of every week, and is no emergency by itself. */
    KNOWN("known"),
    /** It never occurred, and is no emergency by itself. */
    NEVER_SEEN("never seen"),
    /** It never occurred, and one credible message of it is an emergency (P1). */
    NEVER_SEEN_P1("never seen, P1"),
    /** No issue of the taxonomy names it. */
    OTHER("`other`");

    private final String title;

    CrisisLeaf(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
