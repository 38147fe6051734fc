package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The count surges beyond its baseline; one bin's evidence is capped.
 *
 * @param windows milliseconds, above 0 and each longer than the one before; never empty
 * @param recover when an episode ends
 */
public record SurgeSpec(List<Long> windows, Recover recover) implements MeasuredSpec {
    public SurgeSpec {
        windows = List.copyOf(windows);
        Windows.checkRising(windows);
    }

    /** With one window, milliseconds. */
    public SurgeSpec(long windowMs, Recover recover) {
        this(List.of(windowMs), recover);
    }

    @Override
    public long windowMs() {
        return windows.get(0);
    }

    @Override
    public RuleSpec over(long windowMs) {
        return new SurgeSpec(windowMs, recover);
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
