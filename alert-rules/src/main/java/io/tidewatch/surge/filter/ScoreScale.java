package io.tidewatch.surge.filter;

/**
 * From a detector's own log-odds to the score that is reported, so that a score means the same whatever the detector:
 * −2.1 is passed by chance .1 times per quiet series and day, 2.4 by .01 and 6.0 by .001. Straight between those points
 * and on beyond the outer ones with the slope of their side, so order is kept.
 *
 * @param often the detector's log-odds that are passed .1 times per quiet series and day
 * @param normal the log-odds that are passed .01 times
 * @param rare the log-odds that are passed .001 times
 */
public record ScoreScale(double often, double normal, double rare) {
    private static final double OFTEN = Sensitivity.HIGH.score();
    private static final double NORMAL = Sensitivity.NORMAL.score();
    private static final double RARE = Sensitivity.LOW.score();

    public ScoreScale {
        if (!(often < normal && normal < rare)) {
            throw new IllegalArgumentException(
                    "score scale: " + often + ", " + normal + ", " + rare + "; expected three rising log-odds");
        }
    }

    /** The score of log-odds. */
    public double score(double logOdds) {
        return logOdds < normal
                ? NORMAL + (logOdds - normal) * (NORMAL - OFTEN) / (normal - often)
                : NORMAL + (logOdds - normal) * (RARE - NORMAL) / (rare - normal);
    }

    /** The log-odds of a score. */
    double logOdds(double score) {
        return score < NORMAL
                ? normal + (score - NORMAL) * (normal - often) / (NORMAL - OFTEN)
                : normal + (score - NORMAL) * (rare - normal) / (RARE - NORMAL);
    }
}
