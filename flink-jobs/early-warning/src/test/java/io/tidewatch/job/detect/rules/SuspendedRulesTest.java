package io.tidewatch.job.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.episode.Suspension;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.rule.Rule;
import io.tidewatch.time.LocalClock;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class SuspendedRulesTest {
    private static final RuleUpdate RULES = RuleTexts.set(
            1,
            RuleTexts.surge("Dear") + "    limits: {cpu: 0.01%}\n",
            RuleTexts.drift("Other") + "    limits: {cpu: 0.01%}\n",
            RuleTexts.threshold("Free", "complaint", 3, "0s"));
    private static final Rule DEAR = RuleTexts.rule(RULES, "Dear");
    private static final Rule OTHER = RuleTexts.rule(RULES, "Other");
    private static final Rule FREE = RuleTexts.rule(RULES, "Free");

    private static long now = 1_800_000_000_000L;

    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private final RuleMeter meter = meter();
    private final SuspendedRules suspended = new SuspendedRules(settings(), meter, metrics());

    @Test
    void shouldSuspendARuleOverItsLimitForAnHour() {
        work(List.of(DEAR));

        List<Suspension> suspensions = suspended.look(List.of(DEAR), now);

        assertThat(suspensions).as("told once").singleElement().satisfies(s -> {
            assertThat(s.rule() + s.version()).isEqualTo("Dear" + DEAR.version());
            assertThat(s.limit()).isEqualTo(.0001);
            assertThat(s.share()).isGreaterThan(.0001);
            assertThat(s.until() - s.at()).isEqualTo(Feed.HOUR);
        });
        assertThat(suspended.look(List.of(DEAR), now)).isEmpty();
        assertThat(suspended.has(List.of(DEAR))).isTrue();
        assertThat(suspended.has(List.of(FREE))).isFalse();
        assertThat(gauges.get("suspended_rules").getValue()).isEqualTo("Dear=60");
        assertThat(gauges.get("rules_suspended").getValue()).isEqualTo(1L);
        now += Feed.HOUR - 1;
        assertThat(suspended.has(List.of(DEAR))).isTrue();
        assertThat(gauges.get("suspended_rules").getValue()).isEqualTo("Dear=1");
        now += 1;
        assertThat(suspended.has(List.of(DEAR))).isFalse();
        assertThat(gauges.get("suspended_rules").getValue()).isEqualTo("");
        assertThat(gauges.get("rules_suspended").getValue()).isEqualTo(0L);
    }

    @Test
    void shouldSuspendRulesOnOneSeriesTogetherOrNotAtAll() {
        List<Rule> limited = List.of(DEAR, OTHER);
        List<Rule> withFree = List.of(DEAR, FREE);
        work(limited);

        suspended.look(withFree, now);
        assertThat(suspended.has(withFree)).as("one of them has no limit").isFalse();
        suspended.look(limited, now);

        assertThat(suspended.has(limited)).isTrue();
    }

    @Test
    void shouldSuspendNothingWhileTheJobCatchesUp() {
        work(List.of(DEAR));

        suspended.look(List.of(DEAR), now - 11 * Feed.MINUTE);

        assertThat(suspended.has(List.of(DEAR))).isFalse();
    }

    @Test
    void shouldEndWithAnotherVersionOfTheRule() {
        work(List.of(DEAR));
        suspended.look(List.of(DEAR), now);
        RuleUpdate changed = RuleTexts.set(2, RuleTexts.surge("Dear") + "    limits: {cpu: 50%}\n");

        assertThat(suspended.has(List.of(RuleTexts.rule(changed, "Dear")))).isFalse();
        suspended.keepOnly(ActiveRules.of(changed));
        assertThat(suspended.has(List.of(DEAR))).isFalse();
    }

    /** A piece of work that is timed, so long that it is over any of the limits. */
    private void work(List<Rule> rules) {
        for (int i = 0; i < 500; i++) {
            meter.begins(); // the first count for themselves alone
        }
        boolean timed = meter.begins();
        for (int i = 1; !timed && i < 200; i++) {
            timed = meter.begins();
        }
        assertThat(timed).isTrue();
        long until = processorTime() + 80_000_000;
        double sum = 0;
        for (int k = 1; processorTime() < until; k++) {
            sum += 1.0 / k;
        }
        assertThat(sum).isPositive();
        meter.ended(rules);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private RuleMeter meter() {
        return new RuleMeter(settings(), metrics());
    }

    private static DetectSettings settings() {
        return new DetectSettings(
                RULES,
                Feed.DAY,
                Feed.DAY,
                Long.MAX_VALUE,
                LocalClock.DEFAULT_ZONE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true,
                () -> now);
    }

    private UnregisteredMetricsGroup metrics() {
        return new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                gauges.put(name, gauge);
                return gauge;
            }
        };
    }
}
