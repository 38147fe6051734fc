package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
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

/** What is told on a day on which everything is complained of more, through the production operators. */
class TideBacktestTest {
    private static final int DAYS = 12;
    private static final List<String> ISSUES = List.of(
            "logistics.transit_delay",
            "quality.defect",
            "service.rude",
            "price.trick",
            "payment.failure",
            "app.slow",
            "store.staff",
            "security.scam",
            "contract.invoice",
            "after_sales.refund_slow",
            "voice.churn_intent");
    private static final String CRISIS = "app.slow";
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: Surge
                kind: surge
                where: 'complaint'
                by: [issue]
                window: 1h
                windows: [6h, 24h]
                severities:
                  warning: {surprise: '>= 6', ratio: '>= 3', originals: '>= 6', authors: '>= 5'}
              - alert: BuildUp
                kind: drift
                where: 'complaint'
                by: [issue]
                window: 24h
                severities:
                  warning: {sensitivity: normal, ratio: '>= 1.5', originals: '>= 40', authors: '>= 20'}
              - alert: All
                kind: surge
                where: 'complaint'
                by: []
                window: 6h
                severities:
                  info: {surprise: '>= 6', ratio: '>= 1.8', originals: '>= 50', authors: '>= 40'}
            """;

    @TempDir
    Path dir;

    @Test
    void shouldTellOfNoIssueThatRisesWithAllOthersAndOfOneThatRisesBeyondThem() throws Exception {
        List<Alert> alerts = run(feed(12), 2);

        assertThat(alerts)
                .filteredOn(a -> !a.rule().equals("All"))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.group().get("issue")).as(a.rule()).isEqualTo(CRISIS));
        assertThat(alerts).as("together they are told").anyMatch(a -> a.rule().equals("All"));
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheParallelism() throws Exception {
        String one = print(run(feed(12), 1));

        assertThat(print(run(feed(12).shuffledWithin(90_000, 5), 2)))
                .isEqualTo(one)
                .isNotEmpty();
    }

    /** Days of sixty complaints of each issue; on the last all are two and a half times as many, and of one there are 15 times. */
    private static Feed feed(double crisis) {
        Feed feed = new Feed(1);
        SplittableRandom random = new SplittableRandom(1);
        for (int hour = 0; hour < DAYS * 24; hour++) {
            boolean risen = hour >= (DAYS - 1) * 24;
            for (String issue : ISSUES) {
                double mean = 60 / 24.0 * (1 + 0.7 * Math.sin(2 * Math.PI * hour / 24));
                if (risen) {
                    mean *= issue.equals(CRISIS) && hour >= (DAYS - 1) * 24 + 12 ? crisis : 2.5;
                }
                int count = 0;
                for (double p = random.nextDouble(); p > Math.exp(-mean); p *= random.nextDouble()) {
                    count++;
                }
                long from = Feed.START + hour * Feed.HOUR;
                feed.complaints(issue, "浙江", from, from + Feed.HOUR, count);
            }
        }
        return feed.sorted();
    }

    private List<Alert> run(Feed feed, int parallelism) throws Exception {
        Path file = feed.write(dir.resolve("feed.jsonl"));
        return Backtest.run(file, new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of()), null, parallelism);
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }
}
