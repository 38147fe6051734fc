package io.tidewatch.rule;

/** The figures that conditions are held against; NaN where a figure is not known. */
@FunctionalInterface
public interface Measured {
    double of(Metric metric);
}
