package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Severity;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.WireTime;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a product that is launched by a company that was listened to for two weeks. */
class LaunchBacktestTest {
    private static final long LAUNCH = Feed.START + 14 * Feed.DAY;
    private static final long END = LAUNCH + 2 * Feed.DAY;
    private static final String DEFECT = "quality.defect";
    private static final List<String> OTHERS = List.of(
            "logistics.transit_delay",
            "service.rude",
            "price.trick",
            "payment.failure",
            "app.slow",
            "after_sales.refund_slow",
            "contract.invoice");

    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: ProductSurge
                kind: surge
                levels: together
                where: 'complaint && product != ""'
                by: [issue, product]
                window: 10m
                windows: [1h, 6h, 24h, 3d]
                severities:
                  warning: {surprise: '>= 6', ratio: '>= 3', originals: '>= 6', authors: '>= 5'}
                recover: {ratio: '< 3', hold: 10m}
            """;
    private static final String ANNOUNCED = """
            apiVersion: tidewatch/calendar/v1
            launches:
            - {name: new, expect: 2, times: [{from: '%s', to: '%s'}]}
            """.formatted(WireTime.print(LAUNCH), WireTime.print(END));

    @TempDir
    Path dir;

    private final SplittableRandom random = new SplittableRandom(4);
    private final Feed feed = new Feed(4);

    @Test
    void shouldStayQuietWhenANewProductIsComplainedOfAsOftenAsOthers() throws Exception {
        assertThat(told(1)).isEmpty();
    }

    @Test
    void shouldTellWithinHoursThatANewProductIsComplainedOfTenTimesAsOftenAsOthers() throws Exception {
        List<Alert> told = told(10);

        assertThat(told)
                .as("once, or once more when it had let up")
                .hasSizeBetween(1, 2)
                .allSatisfy(a -> assertThat(a.group().values()).containsExactly(DEFECT, "New"));
        assertThat(told.get(0).firedAt()).isBetween(LAUNCH + Feed.HOUR, LAUNCH + 3 * Feed.HOUR);
        assertThat(told.get(0).summary().zh()).contains("首次出现");
        assertThat(told.get(0).summary().en()).contains("never seen before");
    }

    /** Four hundred messages a day on the new product, forty on each of twenty others, of which one in ten complains. */
    private List<Alert> told(double times) throws Exception {
        for (int i = 0; i < 20; i++) {
            say("P" + i, Feed.START, 40, 1);
        }
        say("New", LAUNCH, 400, times);
        Path file = feed.sorted().write(dir.resolve("feed.jsonl"));
        RuleUpdate rules = new RuleUpdate(
                1, Map.of("test.yaml", RULES), Map.of(), Map.of("calendar.yaml", ANNOUNCED), Map.of(), null);
        return Backtest.revisions(file, rules, null, 2, LocalClock.DEFAULT_ZONE).stream()
                .filter(a -> a.status() == AlertStatus.FIRING && a.severity() != Severity.INFO)
                .sorted(Comparator.comparingLong(Alert::firedAt))
                .toList();
    }

    /** Of ten complaints four are of a defect, as many times more of one product. */
    private void say(String product, long from, double perDay, double times) {
        for (long hour = from; hour < END; hour += Feed.HOUR) {
            for (int n = poisson(perDay / 24); n > 0; n--) {
                double u = random.nextDouble();
                double defects = 0.04 * times;
                String issue =
                        u < defects ? DEFECT : u < defects + 0.06 ? OTHERS.get(random.nextInt(OTHERS.size())) : null;
                feed.messages.add(message(product, issue, hour + random.nextLong(Feed.HOUR)));
            }
        }
    }

    private AnnotatedFeedback message(String product, String issue, long at) {
        AnnotatedFeedback m = feed.complaint(issue == null ? DEFECT : issue, "浙江", at, null);
        AnnotatedFeedback.Builder of = m.toBuilder()
                .feedback(m.feedback().toBuilder()
                        .product(new Product(null, product, null, null))
                        .build());
        return issue != null
                ? of.build()
                : of.sentiment(new Sentiment(Label.POSITIVE, .9, .95))
                        .opinions(List.of(new Opinion("quality", Label.POSITIVE, .9, .95, 0, 6, false)))
                        .build();
    }

    private int poisson(double mean) {
        int n = 0;
        for (double p = random.nextDouble(); p > Math.exp(-mean); p *= random.nextDouble()) {
            n++;
        }
        return n;
    }
}
