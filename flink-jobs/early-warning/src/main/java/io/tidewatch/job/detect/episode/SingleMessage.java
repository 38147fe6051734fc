package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.episode.Signal;
import io.tidewatch.rule.Measured;

/**
 * A message that is as a rule wants it for which one is enough, before it is known how rare that is.
 *
 * @param signal without a severity
 * @param grade 1–5
 * @param velocity reposts and comments in ten minutes
 */
public record SingleMessage(Signal signal, double grade, double velocity) {
    /** The figures of one that is so rare. */
    Measured measured(double surprise) {
        AlertValue value = signal.reading().value();
        return metric -> switch (metric) {
            case GRADE -> grade;
            case VELOCITY -> velocity;
            case REACH -> value.reach();
            case SURPRISE -> surprise;
            default -> Double.NaN;
        };
    }
}
