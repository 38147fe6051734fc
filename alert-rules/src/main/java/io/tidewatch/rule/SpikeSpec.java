package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As a surge without the cap: one sharp jump.
 *
 * @param windows milliseconds, above 0 and each longer than the one before; never empty
 * @param recover when an episode ends
 */
public record SpikeSpec(List<Long> windows, Recover recover) implements MeasuredSpec {
    public SpikeSpec {
        windows = List.copyOf(windows);
        Windows.checkRising(windows);
    }

    /** With one window, milliseconds. */
    public SpikeSpec(long windowMs, Recover recover) {
        this(List.of(windowMs), recover);
    }

    @Override
    public long windowMs() {
        return windows.get(0);
    }

    @Override
    public RuleSpec over(long windowMs) {
        return new SpikeSpec(windowMs, recover);
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
