package io.tidewatch.local.stack;

import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.DriftSpec;
import io.tidewatch.rule.FlatlineSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.ShiftSpec;
import io.tidewatch.rule.SpikeSpec;
import io.tidewatch.rule.SurgeSpec;
import io.tidewatch.rule.ThresholdSpec;

/**
 * What a kind cannot hear before it has learnt for so many days.
 *
 * @param what it hears then, as people say it
 */
record Learner(String what, long days) {
    /** Of kinds that hear from the first message on. */
    private static final Learner NOTHING = new Learner("", 0);

    /** For each kind its own. */
    static final class ByKind implements RuleSpec.Cases<Learner> {
        private static final long DAY_MS = 24 * 3_600_000L;

        private static final Learner SMALL = new Learner("what is small", 2);

        @Override
        public Learner surge(SurgeSpec spec) {
            return SMALL;
        }

        @Override
        public Learner spike(SpikeSpec spec) {
            return SMALL;
        }

        @Override
        public Learner drift(DriftSpec spec) {
            return new Learner("slow growth", 5);
        }

        @Override
        public Learner threshold(ThresholdSpec spec) {
            return NOTHING;
        }

        @Override
        public Learner shift(ShiftSpec spec) {
            return new Learner("another share than usual", 2);
        }

        @Override
        public Learner flatline(FlatlineSpec spec) {
            return new Learner("silence", 2);
        }

        @Override
        public Learner sequence(SequenceSpec spec) {
            return NOTHING;
        }

        @Override
        public Learner repeat(RepeatSpec spec) {
            return NOTHING;
        }

        /** No word is told before a tenth of the background has been observed. */
        @Override
        public Learner newTerm(NewTermSpec spec) {
            return new Learner("new words", Math.max(1, spec.backgroundMs() / 10 / DAY_MS));
        }

        @Override
        public Learner match(MatchSpec spec) {
            return NOTHING;
        }

        @Override
        public Learner composite(CompositeSpec spec) {
            return NOTHING;
        }
    }
}
