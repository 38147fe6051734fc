package io.tidewatch.alert.words;

/** What a person must be told apart about an alert, whatever its kind. */
public enum Phase {
    /** It is open, and nobody was told before. */
    BEGINS,
    /** It is open and there is more of it. */
    GROWS,
    /** It is open, neither more nor less. */
    STAYS,
    /** It is open, but there is less of it by now. */
    EASES,
    /** It has ended and is as usual. */
    RECOVERED,
    /** Its conditions have ended, but it is not as usual yet. */
    UNSETTLED,
    /** It has stayed, and is what is usual from now on. */
    NEW_LEVEL,
    /** It has ended because its rule means something else now; what became of the matter is not said. */
    RULE_CHANGED,
    /** It has ended because its rule is gone; likewise. */
    RULE_REMOVED,
    /** It is not measured any more; likewise. */
    LOST;

    public boolean isEnd() {
        return compareTo(RECOVERED) >= 0;
    }
}
