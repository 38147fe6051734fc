package io.tidewatch.surge;

/**
 * Constants of the two-state burst filter. Defaults were chosen on public streams and are shipped; changing one
 * changes detection everywhere.
 *
 * @param overdispersion weight E of the hour's dispersion in the evidence's variance
 * @param cap most evidence that one bin may add, so that one clump is not a swell
 * @param clump messages above the burst's own rate that may still be a clump; beyond it the cap rises by a tenth a
 *     message, by 8 at most: that many people do not speak by chance
 * @param factor the burst's rate as a multiple of the expected rate
 * @param enter probability per bin that a burst begins
 * @param stay probability per bin that a burst goes on
 * @param learnInBurst false keeps the weight of learning at 1 even inside a burst
 */
public record BurstSettings(
        double overdispersion,
        double cap,
        double clump,
        double factor,
        double enter,
        double stay,
        boolean learnInBurst) {
    /** A swell: several bins must agree. */
    public static final BurstSettings SURGE = new BurstSettings(6, 2, 10, 3, 1e-4, 0.99, false);

    /** A sharp jump: one bin may do. */
    public static final BurstSettings SPIKE = new BurstSettings(6, 10, 10, 3, 1e-4, 0.99, false);

    public BurstSettings {
        if (!(overdispersion > 0
                && cap > 0
                && clump >= 0
                && factor > 1
                && enter > 0
                && enter < 1
                && stay > 0
                && stay < 1)) {
            throw new IllegalArgumentException(
                    "burst settings: overdispersion " + overdispersion + ", cap " + cap + ", clump " + clump
                            + ", factor " + factor + ", enter " + enter + ", stay " + stay
                            + "; expected positive values, a factor above 1 and probabilities between 0 and 1");
        }
    }
}
