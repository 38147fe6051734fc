package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.rule.cel.Where;

/**
 * A share differs from usual.
 *
 * @param windowMs above 0, milliseconds
 * @param share canonical CEL, tested over the messages of the rule's {@code where}
 * @param shareWhere {@code share}, compiled
 * @param recover when an episode ends
 */
public record ShiftSpec(long windowMs, String share, Where shareWhere, Recover recover) implements MeasuredSpec {
    public ShiftSpec {
        Windows.check(windowMs);
    }

    @Override
    public AlertKind kind() {
        return AlertKind.SHIFT;
    }

    @Override
    public Detector detector() {
        return Detector.NONE;
    }

    @Override
    public boolean canBePrimed() {
        return true;
    }

    @Override
    public long faults() {
        return shareWhere.faults();
    }

    @Override
    public boolean isOverDays() {
        return false;
    }

    @Override
    public boolean isAboutAbsence() {
        return false;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.shift(this);
    }
}
