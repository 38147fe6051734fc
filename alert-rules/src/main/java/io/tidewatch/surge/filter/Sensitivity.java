package io.tidewatch.surge.filter;

import java.util.Locale;

/**
 * How readily a rule fires, as false alarms per series and day. Every detector reports its
 * score on one scale ({@code io.tidewatch.surge.ScoreScale}): 6.0 is passed by chance .001 times a day, 2.4 by .01, −2.1
 * by .1.
 */
public enum Sensitivity {
    LOW(0.001, 6.0),
    NORMAL(0.01, 2.4),
    HIGH(0.1, -2.1);

    private final double falseAlarmsPerDay;
    private final double score;

    Sensitivity(double falseAlarmsPerDay, double score) {
        this.falseAlarmsPerDay = falseAlarmsPerDay;
        this.score = score;
    }

    public double falseAlarmsPerDay() {
        return falseAlarmsPerDay;
    }

    /** The least burst log-odds. */
    public double score() {
        return score;
    }

    /**
     * The least score for a rate: that of a sensitivity, and else on the straight line through the nearest two, over the logarithm
     * of the rate.
     *
     * @param falseAlarmsPerDay above 0
     */
    public static double scoreFor(double falseAlarmsPerDay) {
        Sensitivity rarer = falseAlarmsPerDay >= NORMAL.falseAlarmsPerDay ? NORMAL : LOW;
        Sensitivity oftener = rarer.oftener();
        if (falseAlarmsPerDay == rarer.falseAlarmsPerDay) {
            return rarer.score;
        }
        double part = Math.log10(falseAlarmsPerDay / oftener.falseAlarmsPerDay)
                / Math.log10(rarer.falseAlarmsPerDay / oftener.falseAlarmsPerDay);
        return oftener.score + part * (rarer.score - oftener.score);
    }

    /** The false alarms per series and day that a least score asks for: the inverse of {@link #scoreFor}. */
    public static double rateOf(double score) {
        Sensitivity rarer = score <= NORMAL.score ? NORMAL : LOW;
        Sensitivity oftener = rarer.oftener();
        double part = (score - oftener.score) / (rarer.score - oftener.score);
        return oftener.falseAlarmsPerDay * Math.pow(rarer.falseAlarmsPerDay / oftener.falseAlarmsPerDay, part);
    }

    private Sensitivity oftener() {
        return this == LOW ? NORMAL : HIGH;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
