package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that holds for everything. */
class LimitTest {
    private static final List<String> REGIONS = List.of("浙江", "广东", "北京", "上海", "四川", "湖北", "湖南", "江苏");
    private static final int MOST = 3;

    /** Fires on every complaint, and a second rule that must not suffer from it. */
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: loud
              limits: {max_alerts: %d}
              rules:
              - alert: Everything
                kind: match
                where: 'complaint'
                by: [issue, region]
                severities: {warning: {}}
                keep_firing_for: 10m
            - name: quiet
              rules:
              - alert: Quiet
                kind: match
                where: 'complaint && region == "江苏"'
                by: [issue, region]
                severities: {warning: {}}
                keep_firing_for: 10m
            """.formatted(MOST);

    @TempDir
    Path dir;

    private final Feed feed = new Feed(3);

    @Test
    void shouldLeaveOutWhatIsBeyondTheLimitAndSaySo() throws Exception {
        long at = Feed.START;
        for (String region : REGIONS) {
            feed.complaints("app.crash", region, at, at + 1, 1);
            at += Feed.MINUTE;
        }
        feed.complaints("app.crash", "湖北", Feed.START + 12 * Feed.MINUTE, Feed.START + 12 * Feed.MINUTE + 1, 1);

        List<Alert> alerts = alerts(1);

        assertThat(alerts.stream().filter(a -> a.rule().equals("Everything")))
                .extracting(a -> a.group().get("region"))
                .as("the first three, and one that took the place of one that had ended")
                .containsExactlyInAnyOrder("浙江", "广东", "北京", "湖北");
        assertThat(alerts.stream().filter(a -> a.rule().equals("Quiet"))).hasSize(1);
        Alert first = alerts.stream()
                .filter(a -> "浙江".equals(a.group().get("region")))
                .findFirst()
                .orElseThrow();
        assertThat(line(first)).contains("该规则同时最多 3 条预警").contains("at its limit of 3 open alerts");
    }

    @Test
    void shouldLeaveOutTheSameAtAnyParallelism() throws Exception {
        for (int i = 0; i < 200; i++) {
            feed.complaints("app.crash", REGIONS.get(i % REGIONS.size()), Feed.START, Feed.START + 3 * Feed.HOUR, 1);
        }

        List<String> one = alerts(1).stream().map(AlertJson::write).toList();

        assertThat(one).hasSizeGreaterThan(MOST);
        assertThat(alerts(4).stream().map(AlertJson::write).toList()).isEqualTo(one);
    }

    @Test
    void shouldHoldTheSameBeyondTheBudgetAtAnyParallelism() throws Exception {
        for (int i = 0; i < 200; i++) {
            feed.complaints("app.crash", REGIONS.get(i % REGIONS.size()), Feed.START, Feed.START + 3 * Feed.HOUR, 1);
        }
        RuleUpdate budget = new RuleUpdate(
                1,
                Map.of(
                        "limit.yaml",
                        RULES.replace("max_alerts: " + MOST, "max_alerts: 50")
                                .replace(
                                        "    severities: {warning: {}}\n",
                                        "    severities: {warning: {}}\n    budget: 2/day\n")),
                Map.of());

        List<Alert> one = alerts(budget, 1);

        assertThat(one.stream().filter(a -> a.rule().equals("Everything") && a.severity() == Severity.WARNING))
                .hasSize(2);
        assertThat(one).hasSizeGreaterThan(6).anyMatch(a -> "budget".equals(a.held()));
        assertThat(alerts(budget, 4).stream().map(AlertJson::write).toList())
                .isEqualTo(one.stream().map(AlertJson::write).toList());
    }

    private static String line(Alert a) {
        return a.summary().zh() + a.summary().en();
    }

    private static RuleUpdate rules() {
        return new RuleUpdate(1, Map.of("limit.yaml", RULES), Map.of());
    }

    private List<Alert> alerts(int parallelism) throws Exception {
        return alerts(rules(), parallelism);
    }

    private List<Alert> alerts(RuleUpdate rules, int parallelism) throws Exception {
        return Backtest.run(feed.write(dir.resolve("feed.jsonl")), rules, null, parallelism);
    }
}
