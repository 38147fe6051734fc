package io.tidewatch.replay;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.route.MessageRouter;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleIndex;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.rule.cel.WhereIndex;
import java.util.List;

/** Says how many rules a message has to do with, as the running system routes it. Not thread-safe. */
public final class RoutingCost {
    /**
     * Of one message.
     *
     * @param candidates expressions that were tested, once for each opinion
     * @param matches rules whose expression holds
     * @param series kinds of series that count it
     */
    public record Routed(int candidates, int matches, int series) {}

    private final ActiveRules rules;

    private RoutingCost(ActiveRules rules) {
        this.rules = rules;
    }

    /** @throws io.tidewatch.yaml.InvalidFileException with every problem of the files */
    public static RoutingCost of(RuleUpdate rules) {
        return new RoutingCost(ActiveRules.of(rules));
    }

    /** Kinds of series that the rules keep. */
    public int series() {
        return rules.plans().size();
    }

    public Routed route(AnnotatedFeedback message) {
        List<Row> rows = MessageRouter.rows(message, rules.taxonomy());
        RuleIndex index = rules.index();
        WhereIndex.Holding holding = index.holding(rows);
        List<RuleIndex.Found<ActiveRules.Plan>> series = index.plans(holding);
        int matches = index.matches(holding).size()
                + index.newTerms(holding).size()
                + index.repeats(holding).size()
                + index.sequences(holding).size();
        for (RuleIndex.Found<ActiveRules.Plan> found : series) {
            matches += found.target().rules().size();
        }
        return new Routed(holding.tested(), matches, series.size());
    }
}
