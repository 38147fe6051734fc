package io.tidewatch.surge.filter;

/**
 * A detector on the counts of one series, a closed bin of five minutes at a time. Event time only; what it says of a bin
 * depends on that bin and those before.
 */
public interface CountDetector {
    /** The bin that is still open: epoch milliseconds / 300 000. */
    long nextBin();

    /** Messages that are usual for the open bin. */
    double expected();

    /** φ of the variance {@code mean + φ·mean²} that the count of the open bin has when things are as usual. */
    double dispersion();

    /**
     * Closes the open bin with its count and opens the next.
     *
     * @param count messages, 0 or more
     * @return the new score, see {@link ScoreScale}
     */
    double close(double count);

    /**
     * Passes bins in which nothing could be observed (a gap, a source outage): no evidence, nothing learnt.
     *
     * @param bins how many, 0 or more
     * @return the new score
     */
    double skip(long bins);

    /** The score after the last closed bin. */
    double score();

    /** True when enough messages came lately for an alert. */
    boolean isSupported();
}
