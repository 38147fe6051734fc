package io.tidewatch.job.detect.follow;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.rule.Rule;
import org.apache.flink.util.Collector;

/** What rules of one kind remember of the messages of the current key, in keyed state. */
interface OrderedRule extends AutoCloseable {
    /** No need to be woken. */
    long NEVER = Long.MAX_VALUE;

    /** Takes the next message of the key, in order of (event time, id). Time has been advanced before. */
    void take(Rule rule, RuleEvent event, Collector<Signal> out) throws Exception;

    /**
     * As {@link #take}, a message that came later than the rule allows. A rule that takes it as any other emits it with
     * its event time, by which the episodes know that it is late.
     */
    default void takeLate(Rule rule, RuleEvent event, Collector<Signal> out) throws Exception {
        take(rule, event, out);
    }

    /**
     * Lets event time pass.
     *
     * @param now every message up to it has been taken, but for late ones
     * @return when the key wants to be woken next, after {@code now}, or {@link #NEVER} when nothing is remembered
     */
    long advance(Rule rule, RuleOwner key, long now, Collector<Signal> out) throws Exception;

    /** Forgets everything of the current key. */
    void clear() throws Exception;

    /** Drops what was prepared for rules that are no longer live. */
    default void keepOnly(ActiveRules live) throws Exception {
        // most prepare nothing
    }

    @Override
    default void close() throws Exception {
        // most hold nothing
    }
}
