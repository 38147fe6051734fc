package io.tidewatch.rule;

/** The figures that conditions are compared to; NaN where a figure is not known. */
@FunctionalInterface
public interface Measured {
    /** Nothing is known, as of kinds without conditions. */
    Measured NONE = metric -> Double.NaN;

    double of(Metric metric);
}
