package io.tidewatch.replay;

import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.route.MessageRouter;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Rule;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through what one rule counts, and what closes the tickets that it waits for, with the instant at which it was
 * read.
 */
final class MatchedByRuleFunction extends ProcessFunction<CountedMessage, MatchedMessage> {
    private static final long serialVersionUID = 1L;

    private final RuleUpdate rules;
    private final String name;
    private transient ActiveRules active;

    MatchedByRuleFunction(RuleUpdate rules, String name) {
        this.rules = rules;
        this.name = name;
    }

    @Override
    public void open(OpenContext context) {
        active = ActiveRules.of(rules);
    }

    @Override
    public void processElement(CountedMessage m, Context ctx, Collector<MatchedMessage> out) {
        Rule rule = active.rule(name);
        if (rule != null
                && !(rule.spec() instanceof CompositeSpec)
                && (MessageRouter.closes(rule, m.message().feedback())
                        || !MessageRouter.groups(
                                        rule.series(), rule.where(), MessageRouter.rows(m.message(), active.taxonomy()))
                                .isEmpty())) {
            out.collect(new MatchedMessage(ctx.timestamp(), m));
        }
    }
}
