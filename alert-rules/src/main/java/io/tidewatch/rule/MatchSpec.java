package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 */
public record MatchSpec(long keepFiringMs) implements RuleSpec {
    @Override
    public AlertKind kind() {
        return AlertKind.MATCH;
    }

    @Override
    public long windowMs() {
        return 0;
    }

    @Override
    public @Nullable Recover recover() {
        return null;
    }

    @Override
    public boolean endsByTime() {
        return true;
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
    public boolean addsUp() {
        return true;
    }

    @Override
    public <T> T foldGroup(GroupCases<T> cases) {
        return cases.match(this);
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.match(this);
    }
}
