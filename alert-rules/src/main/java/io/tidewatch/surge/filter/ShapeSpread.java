package io.tidewatch.surge.filter;

/**
 * How far the days of some series are from those of their parents, as variances, learnt from all of them together: each time
 * they are compared, what was seen of the difference and what is not yet known of it (a step of the EM algorithm for a
 * hierarchical normal model; Dempster, Laird and Rubin, 1977). Mutable.
 */
public final class ShapeSpread {
    /** So many series that are like any other are thought to have been seen before. */
    private static final double FIRST_SERIES = 3;

    private static final double LEAST_SHAPE = 0.005;
    private static final double LEAST_WEEKEND = 0.003;
    private static final double LEAST_DEVIATION = 0.001;

    private double shape = Baseline.FIRST_SHAPE_VARIANCE;
    private double weekend = Baseline.FIRST_WEEKEND_VARIANCE;
    private double deviation = Baseline.FIRST_DEVIATION_VARIANCE;
    private double shapes;
    private double weekends;
    private double deviations;
    private int series;

    /**
     * What is expected of a series by its parent, as far as the parent's messages are others': what
     * its own say is known already.
     */
    public DayShape expected(DayShape child, DayShape parent) {
        double others = 1 - Math.min(1, child.rate / parent.rate);
        double ofHours = weight(others, parent.shapeVariance + shape, DayShape.UNKNOWN.shapeVariance);
        double ofDaysOff = weight(others, parent.weekendVariance + weekend, DayShape.UNKNOWN.weekendVariance);
        double ofTheirHours = weight(others, parent.deviationVariance + deviation, DayShape.UNKNOWN.deviationVariance);
        return new DayShape(
                child.rate,
                times(ofHours, parent.factors),
                times(ofTheirHours, parent.deviations),
                ofDaysOff * parent.weekend,
                variance(others, parent.shapeVariance + shape, DayShape.UNKNOWN.shapeVariance),
                variance(others, parent.weekendVariance + weekend, DayShape.UNKNOWN.weekendVariance),
                variance(others, parent.deviationVariance + deviation, DayShape.UNKNOWN.deviationVariance));
    }

    /** Of two expectations, of which a part of the one and the rest of the other count, what the first weighs. */
    private static double weight(double part, double variance, double ofRest) {
        return part / variance * variance(part, variance, ofRest);
    }

    private static double variance(double part, double variance, double ofRest) {
        return 1 / (part / variance + (1 - part) / ofRest);
    }

    private static double[] times(double times, double[] values) {
        double[] out = values.clone();
        for (int h = 0; h < out.length; h++) {
            out[h] *= times;
        }
        return out;
    }

    /** Notes how far a series is from its parent. */
    public void compare(DayShape child, DayShape parent) {
        shapes += square(child.factors, parent.factors) + child.shapeVariance * part(shape, parent.shapeVariance);
        double change = child.weekend - parent.weekend;
        weekends += change * change + child.weekendVariance * part(weekend, parent.weekendVariance);
        deviations += square(child.deviations, parent.deviations)
                + child.deviationVariance * part(deviation, parent.deviationVariance);
        series++;
    }

    /** Learns from what was noted since the last time. */
    public void learn() {
        if (series == 0) {
            return;
        }
        double all = series + FIRST_SERIES;
        shape = Math.max(LEAST_SHAPE, (shapes + FIRST_SERIES * Baseline.FIRST_SHAPE_VARIANCE) / all);
        weekend = Math.max(LEAST_WEEKEND, (weekends + FIRST_SERIES * Baseline.FIRST_WEEKEND_VARIANCE) / all);
        deviation = Math.max(LEAST_DEVIATION, (deviations + FIRST_SERIES * Baseline.FIRST_DEVIATION_VARIANCE) / all);
        shapes = 0;
        weekends = 0;
        deviations = 0;
        series = 0;
    }

    /** The part of what is not known of a series that is not what its parent does not know. */
    private static double part(double spread, double ofParent) {
        return spread / (spread + ofParent);
    }

    /** Mean square of the differences. */
    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int h = 0; h < a.length; h++) {
            sum += (a[h] - b[h]) * (a[h] - b[h]);
        }
        return sum / a.length;
    }
}
