package io.tidewatch.surge.filter;

import java.util.List;

/**
 * By how much hours, days off and the hours of days off differ from each other in a series, as logarithms, and how well that
 * is known. What one series learnt of it can be what another expects before it knows better. Does not change.
 */
public final class DayShape {
    static final int HOURS = 24;

    /** What is expected of a series of which nothing is known: that its days are flat. */
    public static final DayShape UNKNOWN = new DayShape(
            0,
            new double[HOURS],
            new double[HOURS],
            0,
            Baseline.FIRST_SHAPE_VARIANCE,
            Baseline.FIRST_WEEKEND_VARIANCE,
            Baseline.FIRST_DEVIATION_VARIANCE);

    /** Messages of a bin that is like the mean of a usual weekday. */
    final double rate;
    /** Per hour; their mean is 0, so that they say nothing of how much is usual. */
    final double[] factors;
    /** What the hours of days off have beyond {@link #weekend}. */
    final double[] deviations;
    /** What all hours of days off have. */
    final double weekend;

    final double shapeVariance;
    final double weekendVariance;
    final double deviationVariance;

    DayShape(
            double rate,
            double[] factors,
            double[] deviations,
            double weekend,
            double shapeVariance,
            double weekendVariance,
            double deviationVariance) {
        this.rate = rate;
        this.factors = factors;
        this.deviations = deviations;
        this.weekend = weekend;
        this.shapeVariance = shapeVariance;
        this.weekendVariance = weekendVariance;
        this.deviationVariance = deviationVariance;
    }

    /**
     * What several expectations come to: their mean, the surest counting most. It is as sure as the surest of them, since
     * parents know much of what they know from the same messages.
     *
     * @param shapes at least one
     */
    public static DayShape mean(List<DayShape> shapes) {
        if (shapes.size() == 1) {
            return shapes.get(0);
        }
        double[] factors = new double[HOURS];
        double[] deviations = new double[HOURS];
        double weekend = 0;
        double hours = 0;
        double weekends = 0;
        double own = 0;
        DayShape first = shapes.get(0);
        double shapeVariance = first.shapeVariance;
        double weekendVariance = first.weekendVariance;
        double deviationVariance = first.deviationVariance;
        for (DayShape s : shapes) {
            hours += 1 / s.shapeVariance;
            weekends += 1 / s.weekendVariance;
            own += 1 / s.deviationVariance;
            for (int h = 0; h < HOURS; h++) {
                factors[h] += s.factors[h] / s.shapeVariance;
                deviations[h] += s.deviations[h] / s.deviationVariance;
            }
            weekend += s.weekend / s.weekendVariance;
            shapeVariance = Math.min(shapeVariance, s.shapeVariance);
            weekendVariance = Math.min(weekendVariance, s.weekendVariance);
            deviationVariance = Math.min(deviationVariance, s.deviationVariance);
        }
        for (int h = 0; h < HOURS; h++) {
            factors[h] /= hours;
            deviations[h] /= own;
        }
        return new DayShape(
                first.rate, factors, deviations, weekend / weekends, shapeVariance, weekendVariance, deviationVariance);
    }
}
