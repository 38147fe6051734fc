package io.tidewatch.surge;

import io.tidewatch.surge.filter.ScoreScale;

/**
 * Whether an alert would be open on a bare series: it opens when the score rises to the threshold with enough messages
 * behind it and closes when the score has been below 0 for half an hour. Once closed it opens again only after the score
 * has been below the threshold.
 */
public final class Alarm {
    private static final int CALM_BINS = 6;

    private final double threshold;
    private boolean open;
    private boolean waits;
    private int calm;

    /** @param threshold least score, see {@link ScoreScale} */
    public Alarm(double threshold) {
        this.threshold = threshold;
    }

    public boolean isOpen() {
        return open;
    }

    /**
     * Takes the score of a closed bin.
     *
     * @return true while an alert is open
     */
    public boolean close(double score, boolean supported) {
        if (!open) {
            waits &= score >= threshold;
            open = score >= threshold && supported && !waits;
            calm = 0;
            return open;
        }
        calm = score < 0 ? calm + 1 : 0;
        if (calm >= CALM_BINS) {
            open = false;
            waits = score >= threshold;
        }
        return open;
    }

    /** Passes bins that were not observed; the score has gone on falling meanwhile. */
    public void skip(long bins, double score) {
        if (open && score < 0) {
            calm = (int) Math.min(CALM_BINS, calm + bins);
            if (calm >= CALM_BINS) {
                open = false;
                waits = false;
            }
        }
    }
}
