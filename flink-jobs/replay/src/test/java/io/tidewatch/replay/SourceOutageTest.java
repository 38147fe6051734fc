package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Resolution;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that stops for a day and comes back with all that it has missed. */
class SourceOutageTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long STOP = Feed.START + 3 * Feed.DAY + 2 * Feed.HOUR;
    private static final long BACK = STOP + Feed.DAY;
    private static final long END = BACK + Feed.DAY / 2;

    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: watch
              owner: duty
              rules:
              - alert: SourceSilent
                kind: flatline
                by: [source]
                window: 2h
                severities: {warning: {originals: '<= 0', ratio: '< .1'}}
              - alert: RegionSilent
                kind: flatline
                where: complaint
                by: [region]
                window: 2h
                severities: {warning: {originals: '<= 0', ratio: '< .1'}}
              - alert: DelayShare
                kind: shift
                where: complaint
                share: 'issue == "logistics.transit_delay"'
                window: 4h
                severities: {warning: {delta_points: '<= -20', confidence: '>= .99', originals: '>= 10'}}
              - alert: Swell
                kind: surge
                where: complaint
                by: [issue, region]
                window: 10m
                severities: {warning: {sensitivity: high, originals: '>= 5'}}
              - alert: AllSwell
                kind: surge
                where: complaint
                window: 30m
                severities: {warning: {sensitivity: high, originals: '>= 5'}}
            """;

    @TempDir
    Path dir;

    @Test
    void shouldWarnOfTheSourceAloneWhenItStopsForADayAndReturnsWithItsBacklog() throws Exception {
        List<Alert> alerts = run(aDayOff(), 2);

        assertThat(alerts).extracting(a -> a.rule() + " " + a.group().values()).containsExactly("SourceSilent [weibo]");
        Alert a = alerts.get(0);
        assertThat(a.startsAt())
                .isBetween(STOP + 2 * Feed.HOUR - 30 * Feed.MINUTE, STOP + 2 * Feed.HOUR + 10 * Feed.MINUTE);
        assertThat(a.resolvedAt()).isBetween(BACK - 20 * Feed.MINUTE, BACK + 5 * Feed.MINUTE);
        assertThat(a.resolution()).isEqualTo(Resolution.RECOVERED);
        assertThat(a.value().expected()).isGreaterThan(20);
        assertThat(a.summary().en()).contains("weibo");
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheParallelism() throws Exception {
        List<AnnotatedFeedback> feed = aDayOff();

        assertThat(print(run(feed, 4))).isEqualTo(print(run(feed, 1)));
    }

    @Test
    void shouldMissARegionWhenItsSourceSendsElsewhere() throws Exception {
        Feed feed = new Feed(1);
        feed.complaints(DELAY, "浙江", Feed.START, STOP, 925);
        feed.complaints("payment.failure", "四川", Feed.START, END, 1_373).sorted();

        List<Alert> alerts = run(feed.messages, 2);

        assertThat(alerts)
                .extracting(a -> a.rule() + " " + a.group().values())
                .contains("RegionSilent [浙江]", "DelayShare []")
                .doesNotContain("SourceSilent [weibo]");
    }

    @Test
    void shouldHoldBackAtOnceWhenHeartbeatsStop() throws Exception {
        Feed feed = new Feed(1);
        feed.complaints(DELAY, "浙江", Feed.START, Feed.START + 4 * Feed.HOUR, 400);
        feed.from("app")
                .complaints("payment.failure", "四川", Feed.START, Feed.START + 8 * Feed.HOUR, 400)
                .sorted();
        List<AnnotatedFeedback> all = new ArrayList<>(feed.messages);
        String rules = RULES.replace("originals: '<= 0', ratio: '< .1'", "originals: '<= 0'")
                .replace("2h", "30m");
        assertThat(run(all, rules, 1)).extracting(Alert::rule).contains("RegionSilent", "SourceSilent");

        for (long t = Feed.START; t < Feed.START + 4 * Feed.HOUR; t += Feed.MINUTE) {
            all.add(Feed.heartbeat("weibo", t));
        }
        all.sort(java.util.Comparator.comparingLong(m -> m.feedback().eventTime()));

        assertThat(run(all, rules, 1)).extracting(Alert::rule).containsOnly("SourceSilent");
    }

    /** In the order in which they are read: the messages of the day off come all at once after it. */
    private static List<AnnotatedFeedback> aDayOff() {
        Feed feed = new Feed(1);
        feed.complaints(DELAY, "浙江", Feed.START, END, 4_575 * 300 / 1_000);
        feed.from("app")
                .complaints("payment.failure", "四川", Feed.START, END, 4_575 * 200 / 1_000)
                .sorted();
        List<AnnotatedFeedback> arriving = new ArrayList<>();
        List<AnnotatedFeedback> backlog = new ArrayList<>();
        for (AnnotatedFeedback m : feed.messages) {
            long time = m.feedback().eventTime();
            boolean late = m.feedback().source().equals("weibo") && time >= STOP && time < BACK;
            if (time >= BACK && !backlog.isEmpty()) {
                arriving.addAll(backlog);
                backlog.clear();
            }
            (late ? backlog : arriving).add(m);
        }
        return arriving;
    }

    private List<Alert> run(List<AnnotatedFeedback> arriving, int parallelism) throws Exception {
        return run(arriving, RULES, parallelism);
    }

    private List<Alert> run(List<AnnotatedFeedback> arriving, String rules, int parallelism) throws Exception {
        Feed feed = new Feed(9);
        feed.messages.addAll(arriving);
        Path file = feed.write(dir.resolve("feed.jsonl"));
        return Backtest.run(file, new RuleUpdate(1, Map.of("test.yaml", rules), Map.of()), null, parallelism);
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }
}
