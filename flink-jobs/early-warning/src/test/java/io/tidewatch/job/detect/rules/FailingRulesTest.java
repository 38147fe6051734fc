package io.tidewatch.job.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.rule.cel.Row;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class FailingRulesTest {
    private static final RuleUpdate RULES = RuleTexts.set(
            1,
            RuleTexts.match("Sound"),
            RuleTexts.match("Divides").replace("'complaint'", "'100 / (followers - followers) > 3'"));

    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    @Test
    void shouldNameARuleThatDividesByZeroAndNoOther() {
        ActiveRules active = ActiveRules.of(RULES);
        FailingRules failing = new FailingRules(active, new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                gauges.put(name, gauge);
                return gauge;
            }
        });
        assertThat(gauges.get("rules_failing").getValue()).isEqualTo(0L);
        Row row = new Row(new Feed(1).complaint("app.crash", "浙江", Feed.START, null), null, null);

        active.rules().forEach(r -> assertThat(r.where().test(row)).isFalse());
        active.rule("Divides").where().test(row);
        failing.look(active);

        assertThat(gauges.get("rules_failing").getValue()).isEqualTo(1L);
        assertThat(gauges.get("failing_rules").getValue()).isEqualTo("Divides=2");
    }
}
