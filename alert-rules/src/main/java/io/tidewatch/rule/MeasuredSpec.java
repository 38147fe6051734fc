package io.tidewatch.rule;

/** A kind that reads a series at every instant of its grid. */
public sealed interface MeasuredSpec extends RuleSpec
        permits SurgeSpec, SpikeSpec, DriftSpec, ThresholdSpec, ShiftSpec, FlatlineSpec {
    /** What a kind holds a window against. */
    enum Detector {
        /** The burst filter, the evidence of one bin capped. */
        SURGE,
        /** The burst filter without the cap. */
        SPIKE,
        /** The drift filter. */
        DRIFT,
        /** No messages: the baseline expects more. */
        SILENCE,
        /** Nothing: plain counts or shares. */
        NONE
    }

    Detector detector();

    /** True when its baseline can be taught: from stored feedback, or by a rule test. */
    boolean canBePrimed();

    @Override
    default long keepFiringMs() {
        return 0;
    }

    @Override
    default boolean endsByTime() {
        return false;
    }

    @Override
    default boolean learns() {
        return canBePrimed();
    }

    @Override
    default long faults() {
        return 0;
    }

    @Override
    default boolean addsUp() {
        return false;
    }

    @Override
    default <T> T foldGroup(GroupCases<T> cases) {
        return cases.measured(this);
    }
}
