package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * A slow build-up over hours to days.
 *
 * @param windowMs above 0, milliseconds
 * @param recover when an episode ends
 */
public record DriftSpec(long windowMs, Recover recover) implements MeasuredSpec {
    public DriftSpec {
        Windows.check(windowMs);
    }

    @Override
    public AlertKind kind() {
        return AlertKind.DRIFT;
    }

    @Override
    public Detector detector() {
        return Detector.DRIFT;
    }

    @Override
    public boolean canBePrimed() {
        return true;
    }

    @Override
    public boolean isOverDays() {
        return true;
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
        return cases.drift(this);
    }
}
