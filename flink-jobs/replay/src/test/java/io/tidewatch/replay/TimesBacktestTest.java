package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Resolution;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What active time intervals and the allowed lateness make of a recording, through all operators. */
class TimesBacktestTest {
    private static final String DELAY = "logistics.transit_delay";
    /** Midnight UTC. */
    private static final long DAY = Feed.START;

    private static final String NIGHT = """
            time_intervals:
            - {name: night, times: [{start: '22:00', end: '07:00'}], location: UTC}
            - {name: late, times: [{start: '23:00', end: '03:00'}], location: UTC}
            """;

    private static final String ANY = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - {alert: Any, kind: threshold, where: 'complaint', by: [issue], window: 10m, severities: {warning: {originals: '>= 20'}}}
            """;

    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - {alert: Any, kind: threshold, where: 'complaint', by: [issue], window: 10m, severities: {warning: {originals: '>= 5'}}}
              - {alert: Night, kind: threshold, where: 'complaint && text != ""', by: [issue], window: 10m, for: 2m,
                 severities: {warning: {originals: '>= 5'}}, active_time_intervals: [night]}
              - {alert: Single, kind: match, where: 'complaint', by: [issue], severities: {warning: {}}, keep_firing_for: 1h,
                 active_time_intervals: [late, night]}
              - {alert: Both, kind: composite, within: 20m, by: [issue], when: 'firing("Any")', severities: {critical: {}},
                 active_time_intervals: [late]}
            """;

    @TempDir
    Path dir;

    @Test
    void shouldBeginAndEndWithTheActiveTimes() throws Exception {
        // given: it goes on from one noon to the next
        Feed feed = new Feed(1)
                .complaints(DELAY, "浙江", DAY + 12 * Feed.HOUR, DAY + 36 * Feed.HOUR, 24 * 180)
                .sorted();

        Map<String, List<Alert>> alerts = run(feed, RULES, 2).stream().collect(Collectors.groupingBy(Alert::rule));

        assertThat(alerts.get("Any"))
                .singleElement()
                .satisfies(a -> assertThat(a.startsAt()).isLessThan(DAY + 13 * Feed.HOUR));
        assertThat(alerts.get("Night")).singleElement().satisfies(a -> {
            assertThat(a.startsAt()).isEqualTo(DAY + 22 * Feed.HOUR);
            assertThat(a.firedAt()).isEqualTo(DAY + 22 * Feed.HOUR + 2 * Feed.MINUTE);
            assertThat(a.resolution()).isEqualTo(Resolution.RECOVERED);
            assertThat(a.resolvedAt()).isEqualTo(DAY + 31 * Feed.HOUR);
        });
        assertThat(alerts.get("Single")).singleElement().satisfies(a -> {
            assertThat(a.startsAt()).isBetween(DAY + 22 * Feed.HOUR, DAY + 22 * Feed.HOUR + 10 * Feed.MINUTE);
            assertThat(a.resolution()).isEqualTo(Resolution.RECOVERED);
            assertThat(a.resolvedAt()).isEqualTo(DAY + 31 * Feed.HOUR);
        });
        assertThat(alerts.get("Both")).singleElement().satisfies(a -> {
            assertThat(a.startsAt()).isEqualTo(DAY + 23 * Feed.HOUR);
            assertThat(a.resolution()).isEqualTo(Resolution.RECOVERED);
            assertThat(a.resolvedAt()).isEqualTo(DAY + 27 * Feed.HOUR);
        });
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheParallelism() throws Exception {
        Feed feed = new Feed(2)
                .complaints(DELAY, "浙江", DAY + 21 * Feed.HOUR, DAY + 32 * Feed.HOUR, 900)
                .sorted();
        String one = print(run(feed, RULES, 1));

        assertThat(one.lines()).hasSizeGreaterThan(3);
        assertThat(print(run(feed, RULES, 4))).isEqualTo(one);
        assertThat(print(run(feed.shuffledWithin(90_000, 5), RULES, 2))).isEqualTo(one);
    }

    @Test
    void shouldOpenNothingBecauseOfMessagesThatAreTooLate() throws Exception {
        String patient = ANY.replace("- name: test", "- name: test\n  allowed_lateness: 10m");

        assertThat(run(withStragglers(), ANY, 2)).isEmpty();
        assertThat(run(withStragglers(), patient, 2)).singleElement().satisfies(a -> {
            assertThat(a.group().get("issue")).isEqualTo(DELAY);
            assertThat(a.peak().originals()).isEqualTo(20);
        });
    }

    /** Twenty messages of one minute that come seven minutes later; two of these are for what may be out of order. */
    private static Feed withStragglers() {
        long noon = DAY + 13 * Feed.HOUR;
        Feed feed = new Feed(3).complaints(DELAY, "浙江", noon, noon + Feed.MINUTE, 20);
        List<AnnotatedFeedback> late = List.copyOf(feed.messages);
        feed.messages.clear();
        feed.complaints("app.crash", "浙江", noon - Feed.HOUR, noon + Feed.HOUR, 120)
                .sorted();
        int at = 0;
        while (feed.messages.get(at).feedback().eventTime() < noon + 7 * Feed.MINUTE) {
            at++;
        }
        feed.messages.addAll(at, late);
        return feed;
    }

    private List<Alert> run(Feed feed, String rules, int parallelism) throws Exception {
        Path file = feed.write(dir.resolve("feed.jsonl"));
        RuleUpdate update =
                new RuleUpdate(1, Map.of("test.yaml", rules), Map.of(), Map.of(), Map.of("notify.yaml", NIGHT), null);
        return Backtest.run(file, update, null, parallelism);
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }
}
