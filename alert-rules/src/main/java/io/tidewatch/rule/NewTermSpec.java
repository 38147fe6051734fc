package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;

/**
 * A word that was not usual before.
 *
 * @param backgroundMs how far back it looks for what is usual, milliseconds; more than the window
 */
public record NewTermSpec(long windowMs, long backgroundMs, long keepFiringMs) implements OrderedSpec {
    @Override
    public AlertKind kind() {
        return AlertKind.NEW_TERM;
    }

    @Override
    public boolean learns() {
        return true;
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
        return cases.newTerm(this);
    }

    @Override
    public <T> T foldOrdered(OrderedCases<T> cases) {
        return cases.newTerm(this);
    }
}
