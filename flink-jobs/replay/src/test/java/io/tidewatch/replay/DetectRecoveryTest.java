package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
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

/** A task that dies in the middle changes nothing of what is emitted. */
class DetectRecoveryTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long ONSET = Feed.START + Feed.DAY + 14 * Feed.HOUR;
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: Swell
                kind: surge
                where: 'complaint'
                by: [issue, region]
                window: 10m
                severities:
                  warning: {sensitivity: normal, ratio: '>= 2', originals: '>= 30', authors: '>= 15'}
                  critical: {ratio: '>= 4', originals: '>= 100'}
                for: 1m
                recover: {ratio: '< 1.3', hold: 10m}
              - alert: Any
                kind: match
                where: 'complaint && issue == "payment.failure"'
                by: [issue, region]
                severities: {warning: {}}
                keep_firing_for: 1h
            """;

    @TempDir
    Path dir;

    @Test
    void shouldEmitTheSameEpisodesWhenATaskDiesInTheMiddleOfASurge() throws Exception {
        Feed feed = new Feed(1);
        for (String region : List.of("浙江", "广东")) {
            feed.complaints(DELAY, region, Feed.START, Feed.START + 2 * Feed.DAY, 300);
            feed.complaints("payment.failure", region, Feed.START, Feed.START + 2 * Feed.DAY, 30);
        }
        feed.swell(DELAY, "浙江", ONSET, 30 * Feed.MINUTE, 30 * Feed.MINUTE, 30);
        Path file = feed.sorted().shuffledWithin(90_000, 5).write(dir.resolve("feed.jsonl"));
        RuleUpdate rules = new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of());
        DieOnce.reset();

        String calm = print(Backtest.run(file, rules, null, 2));
        String restored = print(runAndDie(file, rules));

        assertThat(DieOnce.DEATHS).hasValue(1);
        assertThat(DieOnce.RESTORES)
                .describedAs("restored from a checkpoint with messages in it")
                .hasValue(1);
        assertThat(calm).contains("\"rule\":\"Swell\"").contains("\"rule\":\"Any\"");
        assertThat(restored).isEqualTo(calm);
    }

    private static List<Alert> runAndDie(Path file, RuleUpdate rules) throws Exception {
        try (StreamExecutionEnvironment env = DieOnce.environment()) {
            return Backtest.run(
                    Backtest.read(env, file, null)
                            .map(new DieOnce(ONSET + 20 * Feed.MINUTE, ONSET + 40 * Feed.MINUTE))
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
