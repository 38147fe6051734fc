package io.tidewatch.replay.evaluate;

/** A detector as the evaluation sees it: a score per closed bin. */
interface BinScorer {
    /** The score of a bin that no alert may come from. */
    float NO_SCORE = -1e6f;

    /**
     * Takes the next bin.
     *
     * @param count messages in it
     * @param mean true expected count, or NaN when nobody knows it
     */
    float close(double count, double mean);

    /** Passes a bin that was not observed. */
    float skip();
}
