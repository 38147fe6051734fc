package io.tidewatch.job.detect;

import io.tidewatch.rule.Rule;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets through what one rule counts, and what closes the tickets that it waits for, with the instant at which it was heard. */
final class HeardByRuleFunction extends ProcessFunction<CountedMessage, HeardMessage> {
    private static final long serialVersionUID = 1L;

    private final RuleUpdate rules;
    private final String name;
    private transient ActiveRules active;

    HeardByRuleFunction(RuleUpdate rules, String name) {
        this.rules = rules;
        this.name = name;
    }

    @Override
    public void open(OpenContext context) {
        active = ActiveRules.of(rules);
    }

    @Override
    public void processElement(CountedMessage m, Context ctx, Collector<HeardMessage> out) {
        Rule rule = active.rule(name);
        if (rule != null
                && rule.where() != null
                && (RouteFunction.closes(rule, m.message().feedback())
                        || !RouteFunction.groups(
                                        rule.series(), rule.where(), RouteFunction.rows(m.message(), active.taxonomy()))
                                .isEmpty())) {
            out.collect(new HeardMessage(ctx.timestamp(), m));
        }
    }
}
