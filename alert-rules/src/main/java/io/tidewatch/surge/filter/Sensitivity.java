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

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
