package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * The count surges beyond its baseline; one bin's evidence is capped.
 *
 * @param windowMs above 0, milliseconds
 * @param recover when an episode ends
 */
public record SurgeSpec(long windowMs, Recover recover) implements MeasuredSpec {
    public SurgeSpec {
        Windows.check(windowMs);
    }

    @Override
    public AlertKind kind() {
        return AlertKind.SURGE;
    }

    @Override
    public Detector detector() {
        return Detector.SURGE;
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
        return cases.surge(this);
    }
}
