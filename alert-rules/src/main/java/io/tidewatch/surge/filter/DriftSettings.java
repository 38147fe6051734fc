package io.tidewatch.surge.filter;

/**
 * Constants of the drift filter. Defaults were chosen on seeded streams that the evaluation makes itself and are
 * shipped; changing one changes detection everywhere.
 *
 * @param enter probability per block of six hours that a build-up begins
 * @param exit probability per block that it is over
 * @param walk standard deviation of what the level changes by in a day without a build-up, as a logarithm
 * @param slow growth of the slower build-up in a day, as a logarithm
 * @param fast growth of the faster one
 * @param dispersion variance of the rate of a block that nothing else explains
 * @param scale from the filter's own log-odds to the score that is reported
 */
public record DriftSettings(
        double enter, double exit, double walk, double slow, double fast, double dispersion, ScoreScale scale) {
    public static final DriftSettings DRIFT =
            new DriftSettings(2e-3, 0.04, 0.08, 0.14, 0.3, 0.01, new ScoreScale(-3.25, -2.05, -0.85));

    public DriftSettings {
        if (!(enter > 0
                && enter < 1
                && exit > 0
                && exit < 1
                && walk > 0
                && slow > 0
                && fast > slow
                && fast < 0.4
                && dispersion >= 0)) {
            throw new IllegalArgumentException("drift settings: enter " + enter + ", exit " + exit + ", walk " + walk
                    + ", slow " + slow + ", fast " + fast + ", dispersion " + dispersion
                    + "; expected probabilities between 0 and 1, a positive walk, 0 < slow < fast < 0.4 and a dispersion"
                    + " of at least 0");
        }
    }
}
