package io.tidewatch.text.vocabulary;

/** What a word does in a sentence. */
public enum WordRole {
    /** Names an issue. */
    KEYWORD,
    /** Names what an issue is about. */
    TOPIC,
    /** Says that an issue is not meant. */
    EXCLUSION,
    /** Names a thing whose not coming is a complaint of an issue. */
    AWAITED,
    /** Says that something has not come. */
    WAIT,
    /** Names a category. */
    CATEGORY,
    /** Must occur before a leaf's expressions are run. */
    GATE,
    /** A sentiment word: positive or negative by itself. */
    FEELING,
    /** Turns what follows round. */
    NEGATOR,
    /** Turns all round that follows in its clause: 不觉得这个价格划算. */
    DISBELIEF,
    /** Names another of whom the good behind it is said, unless one is compared with it: 隔壁, 别家. */
    RIVAL,
    /** Strengthens what follows. */
    INTENSIFIER,
    /** Weakens what follows. */
    DIMINISHER,
    /** May stand between a negator and its word. */
    FILLER,
    /** Looks like a sentiment word and is none. */
    BLOCKER,
    /** But. */
    CONTRAST,
    /** Says that something is asked, feared or supposed, not stated. */
    SUPPOSED,
    /** Asks how things are, and not why they are not as they should be. */
    QUESTION,
    /** Asks for something to be done. */
    DEMAND,
    /** Says that it is reported of others, or that it was feared. */
    HEARSAY,
    /** Something is not as it should be. */
    FAULT,
    /** Says that an issue stands no more. */
    RESOLVED,
    /** Makes positive words suspect. */
    IRONY,
    /** Somebody may be hurt. */
    DANGER,
    ADVERTISING,
    LOTTERY,
    ROBOT
}
