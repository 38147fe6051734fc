package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;

/**
 * The same customer, order or thread again.
 *
 * @param times messages that make a repeat
 * @param afterClose counts only messages after the thread was closed
 */
public record RepeatSpec(long windowMs, int times, boolean afterClose, long keepFiringMs) implements OrderedSpec {
    @Override
    public AlertKind kind() {
        return AlertKind.REPEAT;
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public long faults() {
        return 0;
    }

    @Override
    public boolean addsUp() {
        return false;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.repeat(this);
    }

    @Override
    public <T> T foldOrdered(OrderedCases<T> cases) {
        return cases.repeat(this);
    }
}
