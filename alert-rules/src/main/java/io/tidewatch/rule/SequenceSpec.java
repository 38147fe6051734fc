package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import java.util.List;
import java.util.Locale;

/**
 * Messages in order.
 *
 * @param withinMs the longest time from the first message to the last, milliseconds
 * @param steps in order
 * @param skip which partial matches go on after a match
 */
public record SequenceSpec(long withinMs, List<Step> steps, Skip skip, long keepFiringMs) implements OrderedSpec {
    @Override
    public AlertKind kind() {
        return AlertKind.SEQUENCE;
    }

    @Override
    public long windowMs() {
        return 0;
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public long faults() {
        return steps.stream().mapToLong(s -> s.where().faults()).sum();
    }

    /** What happens to the other partial matches when a sequence matches. */
    public enum Skip {
        NONE,
        NEXT,
        PAST_LAST_EVENT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public boolean addsUp() {
        return true;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
        return cases.sequence(this);
    }

    @Override
    public <T> T foldOrdered(OrderedCases<T> cases) {
        return cases.sequence(this);
    }
}
