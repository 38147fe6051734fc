package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long ONSET = Feed.START + 2 * Feed.DAY + 14 * Feed.HOUR;
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
              - alert: Safety
                kind: match
                where: 'complaint && base_severity == "P1"'
                by: [issue, region]
                severities: {warning: {}}
                keep_firing_for: 1h
            """;

    @TempDir
    Path dir;

    @Test
    void shouldOpenOneEpisodeWhenOneIssueSurgesInOneRegion() throws Exception {
        List<Alert> alerts = run(week(), 2);

        assertThat(alerts).hasSize(1);
        Alert a = alerts.get(0);
        assertThat(a.rule()).isEqualTo("Swell");
        assertThat(a.group().get("region")).isEqualTo("浙江");
        assertThat(a.incident()).isEqualTo(DELAY);
        assertThat(a.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(a.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(a.resolution()).isEqualTo(Resolution.RECOVERED);
        assertThat(a.startsAt()).isBetween(ONSET + 5 * Feed.MINUTE, ONSET + 30 * Feed.MINUTE);
        assertThat(a.firedAt()).isEqualTo(a.startsAt() + Feed.MINUTE);
        assertThat(a.peak().originals()).isGreaterThan(200);
        assertThat(a.trace()).isNull();
        assertThat(a.owner()).isNotBlank();
        assertThat(a.summary().zh()).contains("浙江");
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheParallelism() throws Exception {
        Feed feed = week();
        String one = print(run(feed, 1));

        assertThat(print(run(feed, 1))).isEqualTo(one);
        assertThat(print(run(feed, 2))).isEqualTo(one);
        assertThat(print(run(feed, 4))).isEqualTo(one);
        assertThat(print(run(feed.shuffledWithin(90_000, 5), 2))).isEqualTo(one);
    }

    @Test
    void shouldRaiseNothingWhenOnePostIsRepostedThousandsOfTimes() throws Exception {
        Feed feed = background(new Feed(3));
        feed.reposts(DELAY, "浙江", ONSET, ONSET + Feed.HOUR, 3_000).sorted();

        assertThat(run(feed, 2)).isEmpty();
    }

    @Test
    void shouldNotAlertOnASurgeThatLastsShorterThanItsFor() throws Exception {
        Feed feed = background(new Feed(4));
        feed.complaints(DELAY, "浙江", ONSET, ONSET + 5_000, 29).sorted();

        assertThat(run(feed, 1)).isEmpty();
    }

    @Test
    void shouldFireASingleMessageRuleOnceAndKeepItForItsTime() throws Exception {
        Feed feed = background(new Feed(6));
        feed.complaints("quality.safety_hazard", "四川", ONSET, ONSET + Feed.MINUTE, 3)
                .sorted();

        List<Alert> alerts = run(feed, 2);

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).kind()).isEqualTo(AlertKind.MATCH);
        assertThat(alerts.get(0).value().originals()).isEqualTo(3);
        assertThat(alerts.get(0).status()).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void shouldGoOnWhenLinesAreBroken() throws Exception {
        Path file = week().write(dir.resolve("feed.jsonl"));
        Files.writeString(file, "not json\n{\"id\":1}\n\n" + Files.readString(file));

        assertThat(Backtest.run(file, new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of()), null, 2))
                .hasSize(1);
    }

    private static Feed week() {
        Feed feed = background(new Feed(1));
        feed.swell(DELAY, "浙江", ONSET, 30 * Feed.MINUTE, 30 * Feed.MINUTE, 30);
        return feed.sorted();
    }

    private static Feed background(Feed feed) {
        for (String region : List.of("浙江", "广东", "北京", "四川")) {
            feed.complaints(DELAY, region, Feed.START, Feed.START + 3 * Feed.DAY, 300);
            feed.complaints("payment.failure", region, Feed.START, Feed.START + 3 * Feed.DAY, 60);
        }
        return feed;
    }

    private List<Alert> run(Feed feed, int parallelism) throws Exception {
        Path file = feed.write(dir.resolve("feed.jsonl"));
        return Backtest.run(file, new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of()), null, parallelism);
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }
}
