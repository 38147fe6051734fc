package io.tidewatch.local.bench;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.replay.RoutingCost;
import java.util.List;
import java.util.Map;

/** What rules cost by their number, and what it costs to follow messages in order. */
public final class RuleBench {
    private static final String FOLLOWS = "follow messages in order";
    private static final int MESSAGES_OF_A_PRODUCT = 8;

    /**
     * @param rules how many
     * @param series kinds of series that they share
     * @param candidates expressions tested for a message, on average
     * @param matches rules that a message matches, on average
     * @param seriesOfMessage series that count a message, on average
     * @param nanos processor time of a message
     */
    public record Scale(
            int rules, int series, double candidates, double matches, double seriesOfMessage, double nanos) {}

    /**
     * @param nanos processor time of a message that a sequence follows, beyond that of one that none does
     * @param bytes of a sequence that has begun, in a checkpoint
     */
    public record Following(double nanos, double bytes) {}

    private final DetectBench bench;
    private final BenchLoad load;
    private final double perSecond;

    /**
     * @param messages of each run, above 0
     * @param perSecond messages in a second of event time, above 0
     */
    public RuleBench(DetectBench bench, int messages, double perSecond) {
        this.perSecond = perSecond;
        this.bench = bench;
        this.load = new BenchLoad(messages, Math.max(1, messages / MESSAGES_OF_A_PRODUCT), 1, 1);
    }

    /** Lets the machine warm up. */
    public void warmUp() throws Exception {
        bench.nanosPerMessage(load, ManyRules.first(10), perSecond);
    }

    /** @param count of {@link ManyRules} */
    public Scale scale(int count) throws Exception {
        RuleUpdate rules = ManyRules.first(count);
        RoutingCost routing = RoutingCost.of(rules);
        List<AnnotatedFeedback> messages = BenchMessages.each(load);
        double candidates = 0;
        double matches = 0;
        double series = 0;
        for (AnnotatedFeedback m : messages) {
            RoutingCost.Routed routed = routing.route(m);
            candidates += routed.candidates();
            matches += routed.matches();
            series += routed.series();
        }
        int n = messages.size();
        return new Scale(
                count,
                routing.series(),
                candidates / n,
                matches / n,
                series / n,
                bench.nanosPerMessage(load, rules, perSecond));
    }

    /** A sequence by product: every message is its first or second step, none its third. */
    public Following follow() throws Exception {
        double without = bench.nanosPerMessage(load, sequence("followers < 0"), perSecond);
        double with = bench.nanosPerMessage(load, sequence("followers >= 0"), perSecond);
        // one message of each customer: every sequence stays a partial match
        long none = bench.stateBytes(load, sequence("followers < 0"), FOLLOWS);
        long all = bench.stateBytes(load, sequence("[customer]", "followers >= 0", "followers < 0"), FOLLOWS);
        return new Following(with - without, (double) (all - none) / load.messages());
    }

    private static RuleUpdate sequence(String where) {
        return sequence("[product]", where + " && followers % 2 == 0", where + " && followers % 2 == 1");
    }

    private static RuleUpdate sequence(String by, String first, String second) {
        return new RuleUpdate(1, Map.of("bench.yaml", """
                apiVersion: tidewatch/v1
                groups:
                - name: bench
                  limits: {max_series: 1000000}
                  rules:
                  - alert: Follow
                    kind: sequence
                    by: %s
                    within: 1h
                    steps:
                    - {name: first, where: '%s'}
                    - {name: second, where: '%s'}
                    - {name: never, where: 'followers < 0'}
                    severities: {info: {}}
                """.formatted(by, first, second)), Map.of());
    }
}
