package io.tidewatch.text.issue;

/** What is known of a clause beside its characters, each a feature of the issue model. Their order is part of the model's format. */
public enum ClauseMark {
    /** The message is negative with .5 or more. */
    WHOLE_NEGATIVE,
    /** The message is positive with .5 or more. */
    WHOLE_POSITIVE,
    /** The message is positive with .9 or more. */
    WHOLE_SURELY_POSITIVE,
    /** The clause is positive with less than .2. */
    FELT_NEGATIVE,
    /** The clause is positive with .2 to .5. */
    FELT_RATHER_NEGATIVE,
    /** The clause is positive with .5 to .8. */
    FELT_RATHER_POSITIVE,
    /** The clause is positive with .8 or more. */
    FELT_POSITIVE,
    GOOD_WORDS,
    BAD_WORDS,
    /** It denies what its words say. */
    DENIED,
    QUESTION,
    DEMAND,
    /** Supposed, or asked as a choice. */
    SUPPOSED,
    HASHTAG,
    /** The feeling is somebody else's. */
    ANOTHERS;

    /** Its bit in a set of marks. */
    public long bit() {
        return 1L << ordinal();
    }
}
