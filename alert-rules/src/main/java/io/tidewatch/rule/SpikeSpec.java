package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * As a surge without the cap: one sharp jump.
 *
 * @param windowMs above 0, milliseconds
 * @param recover when an episode ends
 */
public record SpikeSpec(long windowMs, Recover recover) implements MeasuredSpec {
    public SpikeSpec {
        Windows.check(windowMs);
    }

    @Override
    public AlertKind kind() {
        return AlertKind.SPIKE;
    }

    @Override
    public Detector detector() {
        return Detector.SPIKE;
    }

    @Override
    public boolean canBePrimed() {
        return true;
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
        return cases.spike(this);
    }
}
