package io.tidewatch.alert.words;

/** What is new about an open incident that somebody was told of before; only the first words of a title differ by it. */
public enum Turn {
    /** A higher severity. */
    WORSE,
    /** A further place, product or the like. */
    SPREADS,
    /** A further alert of no other place. */
    JOINED,
    /** It happens at another level: everywhere and not in one region, for one product. */
    LEVEL_CHANGED,
    /** Twice as many. */
    DOUBLED,
    /** A part of it that had recovered begins anew. */
    AGAIN,
    /** What another rule had found, which was removed or changed since. */
    OTHER_RULE,
    /** All of it had ended and begins anew. */
    REOPENED
}
