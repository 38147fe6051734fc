package io.tidewatch.replay.streams;

import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.surge.NegativeBinomial;

/** How the counts of some windows lie to the bands that were said of them. */
final class BandTally {
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;
    /** A count that is less probable lies where its neighbours do. */
    private static final double LEAST = 1e-9;

    private long windows;
    private long below;
    private long above;
    private double width;
    private double expected;
    private double transformed;

    /**
     * Counts a window.
     *
     * @param count messages in it
     * @param mean what was expected of it
     * @param dispersion φ of the variance {@code mean + φ·mean²}
     */
    void count(long count, double mean, double dispersion) {
        ExpectedBand band = ExpectedBand.of(mean, dispersion);
        windows++;
        below += count < band.low() ? 1 : 0;
        above += count > band.high() ? 1 : 0;
        width += band.high() - band.low();
        expected += mean;
        transformed += between(
                NegativeBinomial.atMost(count - 1, mean, dispersion), NegativeBinomial.atMost(count, mean, dispersion));
    }

    /**
     * The part of a count's own probability that is between the two quantiles: a count is a step of the distribution, and where in
     * it a window stands is left to chance (the probability integral transform of counts; Czado, Gneiting and Held 2009).
     */
    private static double between(double from, double to) {
        if (to - from < LEAST) {
            return from >= LOW && from <= HIGH ? 1 : 0;
        }
        return Math.max(0, Math.min(to, HIGH) - Math.max(from, LOW)) / (to - from);
    }

    void add(BandTally other) {
        windows += other.windows;
        below += other.below;
        above += other.above;
        width += other.width;
        expected += other.expected;
        transformed += other.transformed;
    }

    long windows() {
        return windows;
    }

    /** Share of windows inside their band, NaN of none. */
    double inside() {
        return (double) (windows - below - above) / windows;
    }

    double below() {
        return (double) below / windows;
    }

    double above() {
        return (double) above / windows;
    }

    /** Mean width of the bands to mean expected count. */
    double relativeWidth() {
        return width / expected;
    }

    /** As {@link #inside} were counts not whole: four in five when the distribution is right. */
    double transformed() {
        return transformed / windows;
    }
}
