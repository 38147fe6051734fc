package io.tidewatch.job.detect.follow.nfa;

import io.tidewatch.rule.SequenceSpec;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/** Begins patterns, and so says what a match does to those that overlap it. */
public final class PatternStart {
    private PatternStart() {}

    /** @param name of the first step in the pattern */
    public static <E> Pattern<E, E> begin(String name, SequenceSpec.Skip skip) {
        return Pattern.begin(
                name,
                switch (skip) {
                    case NONE -> AfterMatchSkipStrategy.noSkip();
                    case NEXT -> AfterMatchSkipStrategy.skipToNext();
                    case PAST_LAST_EVENT -> AfterMatchSkipStrategy.skipPastLastEvent();
                });
    }
}
