package io.tidewatch.replay.streams;

import io.tidewatch.surge.filter.Sensitivity;

/** Rates of false alarms per series and day that our detector can be asked for. */
final class AskedRate {
    /** From many to few; a grid finer than the sensitivities of a rule. */
    private static final double[] RATES = {.3, .2, .1, .05, .03, .02, .01, .005, .003, .002, .001, .0005, .0003};

    private AskedRate() {}

    static double[] all() {
        return RATES.clone();
    }

    /** Where a rate stands among all. */
    static int index(double rate) {
        for (int i = 0; i < RATES.length; i++) {
            if (RATES[i] == rate) {
                return i;
            }
        }
        throw new IllegalArgumentException("rate: " + rate + ", expected one of the grid");
    }

    /** Least scores of an alert, one per rate. */
    static double[] thresholds() {
        double[] thresholds = new double[RATES.length];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = threshold(RATES[i]);
        }
        return thresholds;
    }

    /**
     * The shipped threshold of a sensitivity; between two and beyond them on the straight line through the nearest two, over the
     * logarithm of the rate.
     */
    static double threshold(double rate) {
        Sensitivity rarer = rate >= Sensitivity.NORMAL.falseAlarmsPerDay() ? Sensitivity.NORMAL : Sensitivity.LOW;
        Sensitivity oftener = rarer == Sensitivity.NORMAL ? Sensitivity.HIGH : Sensitivity.NORMAL;
        if (rate == oftener.falseAlarmsPerDay()) {
            return oftener.score();
        }
        if (rate == rarer.falseAlarmsPerDay()) {
            return rarer.score();
        }
        double part = Math.log10(rate / oftener.falseAlarmsPerDay())
                / Math.log10(rarer.falseAlarmsPerDay() / oftener.falseAlarmsPerDay());
        return oftener.score() + part * (rarer.score() - oftener.score());
    }
}
