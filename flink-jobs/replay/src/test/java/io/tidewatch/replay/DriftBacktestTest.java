package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drift rule reports of build-ups over days, through the production operators. */
class DriftBacktestTest {
    private static final int NORMAL_DAYS = 14;
    private static final long ONSET = Feed.START + NORMAL_DAYS * Feed.DAY;
    private static final String LINEAR = "logistics.transit_delay";
    private static final String EXPONENTIAL = "logistics.lost";
    private static final String STEPPED = "payment.failure";
    private static final String STEADY = "app.crash";
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: BuildUp
                kind: drift
                where: 'complaint'
                by: [issue]
                window: 24h
                severities:
                  warning: {sensitivity: normal, ratio: '>= 1.2', originals: '>= 40', authors: '>= 20'}
            """;

    @TempDir
    Path dir;

    @Test
    void shouldWarnOfABuildUpTwoDaysBeforeItsPeak() throws Exception {
        List<Alert> alerts = run(buildUps(1), 2);

        assertThat(alerts).extracting(a -> a.group().get("issue")).doesNotContain(STEADY);
        assertWarned(alerts, LINEAR, 3 / 0.3);
        assertWarned(alerts, EXPONENTIAL, Math.log(4) / Math.log(1.3));
        assertWarned(alerts, STEPPED, 5);
        assertThat(alerts).allMatch(a -> a.kind() == AlertKind.DRIFT && !a.coldStart());
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheParallelism() throws Exception {
        Feed feed = new Feed(2);
        SplittableRandom random = new SplittableRandom(2);
        for (int hour = 0; hour < (NORMAL_DAYS + 5) * 24; hour++) {
            say(feed, random, STEPPED, hour, Math.min(4, Math.pow(1.3, Math.max(0, hour / 24 - NORMAL_DAYS + 1))));
        }
        feed.sorted();
        String one = print(run(feed, 1));

        assertThat(print(run(feed.shuffledWithin(90_000, 5), 2))).isEqualTo(one).isNotEmpty();
    }

    private static void assertWarned(List<Alert> alerts, String issue, double daysToPeak) {
        List<Alert> of = alerts.stream()
                .filter(a -> issue.equals(a.group().get("issue")))
                .toList();
        assertThat(of).as(issue).isNotEmpty();
        long peak = ONSET + (long) (daysToPeak * Feed.DAY);
        assertThat(of.get(0).firedAt()).as(issue).isBetween(ONSET, peak - 2 * Feed.DAY);
        assertThat(of.get(0).value().expected()).as(issue).isPositive();
    }

    /** Two weeks of 200 a day with a day's two humps; then three issues grow to four times that, one stays. */
    private static Feed buildUps(long seed) {
        Feed feed = new Feed(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int hour = 0; hour < (NORMAL_DAYS + 11) * 24; hour++) {
            double days = hour / 24.0 - NORMAL_DAYS;
            double grown = Math.max(0, days);
            say(feed, random, LINEAR, hour, Math.min(4, 1 + 0.3 * grown));
            say(feed, random, EXPONENTIAL, hour, Math.min(4, Math.pow(1.3, grown)));
            say(feed, random, STEPPED, hour, days < 0 ? 1 : Math.min(4, Math.pow(1.3, Math.floor(days) + 1)));
            say(feed, random, STEADY, hour, 1);
        }
        return feed.sorted();
    }

    private static void say(Feed feed, SplittableRandom random, String issue, int hour, double multiple) {
        double shape = 1 + 0.7 * Math.sin(2 * Math.PI * hour / 24) + 0.2 * Math.sin(4 * Math.PI * hour / 24);
        double mean = 200 / 24.0 * shape * multiple;
        int count = (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        long from = Feed.START + hour * Feed.HOUR;
        feed.complaints(issue, "浙江", from, from + Feed.HOUR, count);
    }

    private List<Alert> run(Feed feed, int parallelism) throws Exception {
        Path file = feed.write(dir.resolve("feed.jsonl"));
        return Backtest.run(file, new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of()), null, parallelism);
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }
}
