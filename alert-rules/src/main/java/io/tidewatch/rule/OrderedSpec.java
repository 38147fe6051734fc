package io.tidewatch.rule;

import org.jspecify.annotations.Nullable;

/** A kind that takes messages one by one, in order of event time. */
public sealed interface OrderedSpec extends RuleSpec permits SequenceSpec, RepeatSpec, NewTermSpec {
    @Override
    default @Nullable Recover recover() {
        return null;
    }

    @Override
    default boolean endsByTime() {
        return true;
    }

    @Override
    default boolean isOverDays() {
        return false;
    }

    @Override
    default boolean isAboutAbsence() {
        return false;
    }

    @Override
    default @Nullable String share() {
        return null;
    }

    @Override
    default <T> T foldGroup(GroupCases<T> cases) {
        return cases.ordered(this);
    }

    /** The value for its kind, among those of this group. */
    <T> T foldOrdered(OrderedCases<T> cases);

    /** One case for each kind of this group. */
    interface OrderedCases<T> {
        T sequence(SequenceSpec spec);

        T repeat(RepeatSpec spec);

        T newTerm(NewTermSpec spec);
    }
}
