package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * A group that has sent messages stops sending any. It ends with the group's next message.
 *
 * @param windowMs above 0, milliseconds
 */
public record FlatlineSpec(long windowMs) implements MeasuredSpec {
    public FlatlineSpec {
        Windows.check(windowMs);
    }

    @Override
    public AlertKind kind() {
        return AlertKind.FLATLINE;
    }

    @Override
    public Detector detector() {
        return Detector.SILENCE;
    }

    @Override
    public boolean canBePrimed() {
        return true;
    }

    @Override
    public @Nullable Recover recover() {
        return null;
    }

    @Override
    public boolean isOverDays() {
        return false;
    }

    @Override
    public boolean isAboutAbsence() {
        return true;
    }

    @Override
    public @Nullable String share() {
        return null;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.flatline(this);
    }
}
