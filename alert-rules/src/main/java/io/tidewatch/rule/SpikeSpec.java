package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;

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
    public <T> T fold(Cases<T> cases) {
        return cases.spike(this);
    }
}
