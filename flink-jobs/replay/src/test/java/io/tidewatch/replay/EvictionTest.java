package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More groups than a rule may follow. */
class EvictionTest {
    private static final long T = Feed.START;
    private static final List<String> REGIONS = List.of("浙江", "广东", "北京", "上海", "四川", "湖北", "湖南", "江苏");

    @TempDir
    Path dir;

    @Test
    void shouldWarnOfNothingMoreWhereFewerSeriesAreKept() throws Exception {
        Feed feed = new Feed(3);
        for (int day = 0; day < 6; day++) {
            long at = T + day * Feed.DAY;
            feed.complaints("app.crash", "浙江", at, at + 14 * Feed.HOUR, 14 * 60);
            for (String other : List.of("广东", "北京", "上海", "四川")) {
                feed.complaints("app.crash", other, at + 18 * Feed.HOUR, at + 19 * Feed.HOUR, 3);
            }
        }
        Path file = feed.sorted().write(dir.resolve("feed.jsonl"));
        String rule = """
                - alert: ProductSurge
                  kind: surge
                  where: 'complaint'
                  by: [issue, region]
                  window: 1h
                  severities: {warning: {sensitivity: normal, ratio: '>= 3', originals: '>= 40', authors: '>= 30'}}
                  recover: {ratio: '< 2', hold: 1h}
                """;

        List<Alert> few = alerts(file, "{max_series: 3}", rule);

        assertThat(few).extracting(Alert::startsAt).isEqualTo(starts(alerts(file, "{max_series: 100}", rule)));
    }

    @Test
    void shouldEndTheAlertsOfWhatIsDropped() throws Exception {
        Feed feed = new Feed(3);
        for (int i = 0; i < REGIONS.size(); i++) {
            long at = T + i * 6L * Feed.MINUTE;
            feed.complaints("app.crash", REGIONS.get(i), at, at + 5 * Feed.MINUTE, 20);
        }
        for (int hour = 1; hour < 24; hour++) {
            feed.complaints("app.crash", "河北", T + hour * Feed.HOUR, T + hour * Feed.HOUR + 1_000, 1);
        }
        Path file = feed.sorted().write(dir.resolve("feed.jsonl"));

        List<Alert> alerts = alerts(file, "{max_series: 2, max_alerts: 3}", """
                - alert: Five
                  kind: threshold
                  where: 'complaint'
                  by: [issue, region]
                  window: 10m
                  severities: {warning: {originals: '>= 5'}}
                  recover: {originals: '< 3', hold: 10m}
                """);

        assertThat(alerts).extracting(Alert::status).containsOnly(AlertStatus.RESOLVED);
        assertThat(alerts).extracting(a -> a.group().get("region")).containsExactlyInAnyOrderElementsOf(REGIONS);
    }

    @Test
    void shouldHoldForRulesThatFollowMessagesOneByOne() throws Exception {
        Feed feed = new Feed(3);
        for (int time = 0; time < 2; time++) {
            for (int i = 0; i < REGIONS.size(); i++) {
                feed.messages.add(by(
                        "author" + i,
                        feed.complaint("app.crash", REGIONS.get(i), T + time * Feed.HOUR + i * 1_000L, null)));
            }
        }
        Path file = feed.sorted().write(dir.resolve("feed.jsonl"));

        List<Alert> alerts = alerts(file, "{max_series: 2, max_alerts: 1000}", """
                - alert: Again
                  kind: repeat
                  where: 'complaint'
                  by: [author]
                  window: 3d
                  times: 2
                  severities: {info: {}}
                """);

        assertThat(alerts).hasSizeBetween(1, 2);
    }

    @Test
    void shouldHearWhatGrowsWhileSomebodyMakesUpNames() throws Exception {
        // given: a day as usual, then 1 500 names, each said twice, while one group grows that is known and one
        // that is new
        Feed feed = new Feed(3);
        feed.complaints("app.crash", "浙江", T, T + 30 * Feed.HOUR, 300);
        long flood = T + 26 * Feed.HOUR;
        for (int i = 0; i < 1_500; i++) {
            for (int time = 0; time < 2; time++) {
                feed.messages.add(ofProduct(
                        "made up " + i, feed.complaint("app.crash", "海南", flood + i * 2_000L + time * 400_000L, null)));
            }
        }
        feed.complaints("app.crash", "浙江", flood + 20 * Feed.MINUTE, flood + 40 * Feed.MINUTE, 150);
        feed.complaints("app.crash", "北京", flood + 20 * Feed.MINUTE, flood + 40 * Feed.MINUTE, 150);
        Path file = feed.sorted().write(dir.resolve("feed.jsonl"));

        List<Alert> alerts = alerts(file, "{max_series: 200}", """
                - alert: Swell
                  kind: surge
                  where: 'complaint'
                  by: [product, region]
                  window: 10m
                  severities: {warning: {sensitivity: normal, ratio: '>= 3', originals: '>= 20'}}
                  recover: {ratio: '< 2', hold: 30m}
                """);

        assertThat(alerts).extracting(a -> a.group().get("region")).containsExactlyInAnyOrder("浙江", "北京");
    }

    private static AnnotatedFeedback ofProduct(String name, AnnotatedFeedback m) {
        return m.toBuilder()
                .feedback(m.feedback().toBuilder()
                        .product(new Product(null, name, null, null))
                        .build())
                .build();
    }

    private static AnnotatedFeedback by(String author, AnnotatedFeedback m) {
        return m.toBuilder()
                .feedback(m.feedback().toBuilder()
                        .author(new Author(author, AuthorRole.CUSTOMER, null, 10, Verification.NONE))
                        .build())
                .build();
    }

    private static List<Long> starts(List<Alert> alerts) {
        return alerts.stream().map(Alert::startsAt).toList();
    }

    private static List<Alert> alerts(Path file, String limits, String rule) throws Exception {
        String text = """
                apiVersion: tidewatch/v1
                groups:
                - name: g
                  interval: 30s
                  limits: %s
                  rules:
                """.formatted(limits) + rule.indent(2);
        return Backtest.run(file, new RuleUpdate(1, Map.of("r.yaml", text), Map.of()), null, 1);
    }
}
