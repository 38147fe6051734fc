package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * A plain count.
 *
 * @param windowMs above 0, milliseconds
 * @param recover when an episode ends
 */
public record ThresholdSpec(long windowMs, Recover recover) implements MeasuredSpec {
    public ThresholdSpec {
        Windows.check(windowMs);
    }

    @Override
    public AlertKind kind() {
        return AlertKind.THRESHOLD;
    }

    @Override
    public Detector detector() {
        return Detector.NONE;
    }

    @Override
    public boolean canBePrimed() {
        return false;
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
    public @Nullable String share() {
        return null;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.threshold(this);
    }
}
