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
            thresholds[i] = Sensitivity.scoreFor(RATES[i]);
        }
        return thresholds;
    }
}
