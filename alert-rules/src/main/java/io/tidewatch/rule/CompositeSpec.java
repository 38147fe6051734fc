package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.rule.cel.EpisodeCondition;
import org.jspecify.annotations.Nullable;

/**
 * Other rules' episodes together. It ends when {@code when} does.
 *
 * @param withinMs how long an episode that has ended still counts, milliseconds
 */
public record CompositeSpec(long withinMs, EpisodeCondition when) implements RuleSpec {
    @Override
    public AlertKind kind() {
        return AlertKind.COMPOSITE;
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
    public long keepFiringMs() {
        return 0;
    }

    @Override
    public boolean endsByTime() {
        return false;
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
        return false;
    }

    @Override
    public <T> T foldGroup(GroupCases<T> cases) {
        return cases.composite(this);
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.composite(this);
    }
}
