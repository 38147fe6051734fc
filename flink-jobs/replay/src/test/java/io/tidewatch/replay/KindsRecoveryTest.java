package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.DieOnce;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences, repeats, new words and composites emit the same at any parallelism and over a task that dies. */
class KindsRecoveryTest {
    private static final String HOSTILE = "value {{value.ratio}} <script>alert(1)</script> %s \" || firing('A') 1/0";
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              limits: {max_series: 1000}
              rules:
              - alert: Worse
                kind: sequence
                by: [customer]
                within: 6h
                steps:
                - {name: first, where: 'issue == "logistics.transit_delay"', times: 2}
                - {name: praise, where: 'sentiment > 0', absent: true}
                - {name: then, where: 'issue == "payment.failure"'}
                severities: {warning: {}}
              - alert: Silent
                kind: sequence
                where: 'issue == "payment.failure"'
                by: [customer]
                within: 30m
                steps:
                - {name: pays, where: 'true'}
                - {name: again, where: 'true', absent: true}
                severities: {info: {}}
                keep_firing_for: 10m
              - {alert: Again, kind: repeat, where: complaint, by: [customer], window: 12h, times: 5, severities: {warning: {}}}
              - {alert: Word, kind: new_term, where: complaint, by: [region], window: 1h, background: 1d, severities: {info: {originals: '>= 5'}}}
              - {alert: Both, kind: composite, by: [], within: 1h, when: 'firing("Word") && firing("Again")', severities: {critical: {}}}
            """;

    @TempDir
    Path dir;

    @Test
    void shouldEmitTheSameAtAnyParallelismAndWhenATaskDies() throws Exception {
        Path file = feed().sorted().shuffledWithin(90_000, 5).write(dir.resolve("feed.jsonl"));
        RuleUpdate rules = new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of());
        DieOnce.reset();

        List<Alert> alerts = Backtest.run(file, rules, null, 1);
        String calm = print(alerts);

        assertThat(alerts.stream().map(Alert::rule).distinct())
                .containsExactlyInAnyOrder("Worse", "Silent", "Again", "Word", "Both");
        assertThat(alerts).filteredOn(a -> a.rule().equals("Word")).allSatisfy(a -> {
            assertThat(a.group().get("keyword")).isEqualTo(HOSTILE);
            assertThat(a.summary().zh()).contains(HOSTILE);
        });
        assertThat(print(Backtest.run(file, rules, null, 3))).isEqualTo(calm);
        assertThat(print(runAndDie(file, rules))).isEqualTo(calm);
        assertThat(DieOnce.DEATHS).hasValue(1);
        assertThat(DieOnce.RESTORES).hasValue(1);
    }

    private static Feed feed() {
        Feed feed = new Feed(7);
        feed.complaints("logistics.transit_delay", "浙江", Feed.START, Feed.START + Feed.DAY, 600);
        feed.complaints("payment.failure", "浙江", Feed.START, Feed.START + Feed.DAY, 200);
        int known = feed.messages.size();
        feed.complaints("payment.failure", "浙江", Feed.START + 18 * Feed.HOUR, Feed.START + 19 * Feed.HOUR, 12);
        for (int i = 0; i < feed.messages.size(); i++) {
            AnnotatedFeedback m = feed.messages.get(i);
            feed.messages.set(i, of(m, "c" + i % 90, i < known ? m.keywords() : List.of(HOSTILE)));
        }
        return feed;
    }

    private static AnnotatedFeedback of(AnnotatedFeedback m, String customer, List<String> keywords) {
        Feedback f = m.feedback();
        return m.toBuilder()
                .feedback(f.toBuilder()
                        .text(HOSTILE + f.id())
                        .customer(new Customer(customer, "unknown", f.customer().region(), null, null))
                        .build())
                .keywords(keywords)
                .receivedAt(0)
                .annotatedAt(0)
                .build();
    }

    private static List<Alert> runAndDie(Path file, RuleUpdate rules) throws Exception {
        try (StreamExecutionEnvironment env = DieOnce.environment()) {
            long middle = Feed.START + 18 * Feed.HOUR;
            return Backtest.run(
                    Backtest.read(env, file, null)
                            .map(new DieOnce(middle - 12 * Feed.HOUR, middle + 30 * Feed.MINUTE))
                            .returns(AnnotatedFeedback.class)
                            .uid("die-once")
                            .setParallelism(1),
                    Backtest.settings(file, rules));
        }
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }
}
