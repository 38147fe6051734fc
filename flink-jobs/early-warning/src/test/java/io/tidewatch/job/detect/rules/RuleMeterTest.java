package io.tidewatch.job.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.time.WallClock;
import io.tidewatch.rule.Rule;
import io.tidewatch.time.LocalClock;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class RuleMeterTest {
    private static final RuleUpdate RULES =
            RuleTexts.set(1, RuleTexts.surge("Busy"), RuleTexts.drift("Shares"), RuleTexts.match("Idle"));
    private static final Rule BUSY = RuleTexts.rule(RULES, "Busy");
    private static final Rule SHARES = RuleTexts.rule(RULES, "Shares");
    private static final int PIECES = 64 * 400;

    private static long now = 1_800_000_000_000L;

    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    @Test
    void shouldGiveTheProcessorTimeOfEachRuleAndForgetItAfterFiveMinutes() {
        RuleMeter meter = meter(true);

        long spent = work(meter, List.of(BUSY, SHARES));

        Map<String, Long> cpu = meter.microsPerSecond();
        double each = spent / 2.0 / 1_000 / 300; // microseconds a second over five minutes
        assertThat(cpu).containsOnlyKeys("Busy", "Shares");
        assertThat((double) cpu.get("Busy")).isBetween(each / 2, each * 2);
        assertThat(cpu.get("Shares")).isEqualTo(cpu.get("Busy"));
        assertThat(gauges.get("rule_cpu").getValue())
                .isEqualTo("Busy=" + cpu.get("Busy") + ",Shares=" + cpu.get("Shares"));
        now += 5 * Feed.MINUTE;
        assertThat(meter.microsPerSecond()).isEmpty();
    }

    @Test
    void shouldTimeNothingInABacktest() {
        RuleMeter meter = meter(false);

        work(meter, List.of(BUSY));

        assertThat(meter.microsPerSecond()).isEmpty();
    }

    @Test
    void shouldForgetRulesThatAreGone() {
        RuleMeter meter = meter(true);
        work(meter, List.of(BUSY, SHARES));
        meter.follow(List.of(BUSY, SHARES), 7);
        assertThat(gauges.get("rule_series").getValue()).isEqualTo("Busy=7,Shares=7");

        meter.keepOnly(ActiveRules.of(RuleTexts.set(2, RuleTexts.drift("Shares"))));

        assertThat(meter.microsPerSecond()).containsOnlyKeys("Shares");
        assertThat(gauges.get("rule_series").getValue()).isEqualTo("Shares=7");
    }

    /** @return processor time that all pieces took, nanoseconds */
    private static long work(RuleMeter meter, List<Rule> rules) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double sum = 0;
        for (int i = 0; i < PIECES; i++) {
            boolean timed = meter.begins();
            for (int k = 1; k < 5_000; k++) {
                sum += 1.0 / k;
            }
            if (timed) {
                meter.ended(rules);
            }
        }
        assertThat(sum).isPositive();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private RuleMeter meter(boolean live) {
        WallClock clock = () -> now;
        DetectSettings settings = new DetectSettings(
                RULES,
                Feed.DAY,
                Feed.DAY,
                Long.MAX_VALUE,
                LocalClock.DEFAULT_ZONE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                live,
                clock);
        return new RuleMeter(settings, new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                gauges.put(name, gauge);
                return gauge;
            }
        });
    }
}
