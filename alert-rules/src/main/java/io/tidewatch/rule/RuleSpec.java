package io.tidewatch.rule;

import io.tidewatch.alert.AlertKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of one kind looks at; each kind is a record of its own that has what that kind needs and nothing else. What must
 * differ by kind folds over {@link Cases} or asks one of the questions here, so that the compiler names every place that a new
 * kind needs.
 */
public sealed interface RuleSpec permits MeasuredSpec, OrderedSpec, MatchSpec, CompositeSpec {
    /** Its name on the wire and in rule files. */
    AlertKind kind();

    /** The window that is counted over, milliseconds; 0 for kinds without one. */
    long windowMs();

    /** The windows that are counted over, shortest first, milliseconds; empty for kinds without one. */
    default List<Long> windows() {
        return windowMs() == 0 ? List.of() : List.of(windowMs());
    }

    /** The same over one window, milliseconds; kinds that have only one stay as they are. */
    default RuleSpec over(long windowMs) {
        return this;
    }

    /** When an episode ends; null for kinds that end otherwise. */
    @Nullable
    Recover recover();

    /** How long an episode stays open after the last time that the rule held, milliseconds; 0 for kinds that end otherwise. */
    long keepFiringMs();

    /** True when an episode begins whenever the rule holds and ends a while after the last time. */
    boolean endsByTime();

    /** True when it judges against what is usual, which it has to learn first. */
    boolean learns();

    /** True when it reads whole bins of five minutes, for a level that builds up over days. */
    boolean isOverDays();

    /** True when it holds while messages are missing, so it is read also when none comes. */
    boolean isAboutAbsence();

    /** The share of originals that it compares, canonical CEL; null when it compares counts. */
    @Nullable
    String share();

    /** True when each time that it holds is over new messages, so an episode's figures are the sum. */
    boolean addsUp();

    /** How often a division by zero or an overflow made a comparison of its own expressions false since they were compiled. */
    long faults();

    /** The value for the group that its kind belongs to: kinds of one group go through the same operators. */
    <T> T foldGroup(GroupCases<T> cases);

    /** One case for each group of kinds. */
    interface GroupCases<T> {
        T measured(MeasuredSpec spec);

        T ordered(OrderedSpec spec);

        T match(MatchSpec spec);

        T composite(CompositeSpec spec);
    }

    /** The value for its kind. */
    <T> T fold(Cases<T> cases);

    /** One case for each kind. */
    interface Cases<T> {
        T surge(SurgeSpec spec);

        T spike(SpikeSpec spec);

        T drift(DriftSpec spec);

        T threshold(ThresholdSpec spec);

        T shift(ShiftSpec spec);

        T flatline(FlatlineSpec spec);

        T sequence(SequenceSpec spec);

        T repeat(RepeatSpec spec);

        T newTerm(NewTermSpec spec);

        T match(MatchSpec spec);

        T composite(CompositeSpec spec);
    }
}
