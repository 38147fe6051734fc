package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a rule's active times and its allowed lateness let an episode begin, rise and end. */
class EpisodeTimesTest {
    /** Midnight UTC. */
    private static final long DAY = RuleTexts.START;

    private static final long SIX = DAY + 6 * Feed.HOUR;
    private static final long SEVEN = DAY + 7 * Feed.HOUR;
    private static final String NIGHT = """
            time_intervals:
            - {name: night, times: [{start: '22:00', end: '07:00'}], location: UTC}
            """;
    private static final RuleUpdate RULES = byNight(1, NIGHT);

    private KeyedBroadcastOperatorTestHarness<String, PendingSignal, RuleUpdate, Alert> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Operators.open(
                new EpisodeFunction(DetectSettings.backtest(RULES, DAY, DAY + 10 * Feed.DAY)),
                c -> c.signal().episodeKey(),
                null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldEndWithTheActiveTimesThoughNoReadingComes() throws Exception {
        read(Severity.WARNING, SIX, SIX, 3, SIX);
        Operators.watermark(harness, SEVEN - 1);
        assertThat(Operators.drain(harness)).extracting(Alert::status).containsExactly(AlertStatus.FIRING);

        Operators.watermark(harness, SEVEN);

        assertEnded(SEVEN);
    }

    @Test
    void shouldEndThereWhenAReadingIsThereBeforeTheWatermark() throws Exception {
        read(Severity.WARNING, SIX, SIX, 3, SIX);
        Operators.drain(harness);

        read(null, SEVEN + 30_000, 0, 3, 0);

        assertEnded(SEVEN);
    }

    @Test
    void shouldEndAFlatlineAsRecoveredAndNotAsLost() throws Exception {
        Rule flatline = RuleTexts.rule(RULES, "Silent");
        harness.processElement(
                new PendingSignal(RuleTexts.signal(flatline, SIX, Severity.WARNING, SIX, 0, false), SIX), SIX);
        Operators.drain(harness);

        harness.processElement(new PendingSignal(RuleTexts.signal(flatline, SEVEN, null, 0, 0, true), 0), SEVEN);

        assertEnded(SEVEN);
    }

    @Test
    void shouldForgetWhatIsOnlyPendingWhenTheActiveTimesEnd() throws Exception {
        read(Severity.WARNING, SEVEN - 30_000, SEVEN - 30_000, 3, 0);

        // its for would have passed by now
        read(Severity.WARNING, SEVEN - 30_000, SEVEN - 30_000, 3, SEVEN + 30_000);
        Operators.watermark(harness, SEVEN + Feed.MINUTE);

        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldTakeAHitOnlyInsideTheActiveTimes() throws Exception {
        hit(SEVEN - Feed.MINUTE, 1, SEVEN - Feed.MINUTE);
        hit(SEVEN + Feed.MINUTE, 1, SEVEN + Feed.MINUTE);

        Operators.watermark(harness, SEVEN + 2 * Feed.MINUTE);

        List<Alert> alerts = Operators.drain(harness);
        assertThat(alerts).extracting(Alert::status).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
        assertThat(alerts.get(1).resolvedAt()).isEqualTo(SEVEN);
        assertThat(alerts.get(1).value().originals()).isEqualTo(1);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldNotOpenWhenAMessageOfTheNightIsReadInTheMorning() throws Exception {
        Operators.watermark(harness, SEVEN + 30_000);
        hit(SEVEN - 30_000, 1, SEVEN + 30_001);

        Operators.watermark(harness, SEVEN + 2 * Feed.MINUTE);

        assertThat(Operators.drain(harness)).isEmpty();
    }

    @Test
    void shouldKeepAnIdToOneNight() throws Exception {
        read(Severity.WARNING, SIX, SIX, 3, SIX);
        Operators.watermark(harness, SEVEN);
        String first = Operators.drain(harness).get(0).id();

        long evening = DAY + 22 * Feed.HOUR;
        read(Severity.WARNING, evening, evening, 3, evening);

        assertThat(Operators.drain(harness)).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(AlertStatus.FIRING);
            assertThat(a.id()).isNotEqualTo(first);
        });
    }

    @Test
    void shouldFollowIntervalsThatAreChangedWhileItIsOpen() throws Exception {
        read(Severity.WARNING, SIX, SIX, 3, SIX);
        Operators.drain(harness);

        harness.processBroadcastElement(byNight(2, NIGHT.replace("07:00", "05:00")), 0);
        read(Severity.WARNING, SIX + 30_000, SIX, 3, 0);

        assertEnded(SIX);
    }

    @Test
    void shouldOpenNothingBecauseOfAHitThatIsTooLate() throws Exception {
        Operators.watermark(harness, SIX + 2 * Feed.MINUTE);
        hit(SIX - 1, 1, SIX + 2 * Feed.MINUTE + 1);
        Operators.watermark(harness, SIX + 3 * Feed.MINUTE);
        assertThat(Operators.drain(harness)).isEmpty();

        // just in time
        hit(SIX + Feed.MINUTE + 1, 1, SIX + 3 * Feed.MINUTE + 1);
        Operators.watermark(harness, SIX + 4 * Feed.MINUTE);

        assertThat(Operators.drain(harness)).extracting(Alert::status).containsExactly(AlertStatus.FIRING);
    }

    @Test
    void shouldCountAHitThatIsTooLateInAnOpenEpisodeAndNotRaiseIt() throws Exception {
        hit(SIX, 1, SIX);
        Operators.watermark(harness, SIX + 10 * Feed.MINUTE);
        Operators.drain(harness);

        harness.processElement(single(Severity.CRITICAL, SIX + Feed.MINUTE, 3), SIX + 10 * Feed.MINUTE + 1);
        Operators.watermark(harness, SIX + 11 * Feed.MINUTE);

        assertThat(Operators.drain(harness)).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(AlertStatus.AMENDED);
            assertThat(a.value().originals()).isEqualTo(4);
            assertThat(a.severity()).isEqualTo(Severity.WARNING);
        });
    }

    private void assertEnded(long at) throws Exception {
        assertThat(Operators.drain(harness)).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(a.resolution()).isEqualTo(Resolution.RECOVERED);
            assertThat(a.resolvedAt()).isEqualTo(at);
        });
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    private void read(Severity level, long at, long breachSince, long originals, long confirmedAt) throws Exception {
        Rule three = RuleTexts.rule(RULES, "Three");
        harness.processElement(
                new PendingSignal(RuleTexts.signal(three, at, level, breachSince, originals, false), confirmedAt),
                Math.max(at, confirmedAt));
    }

    private void hit(long eventTime, long originals, long readAt) throws Exception {
        harness.processElement(single(Severity.WARNING, eventTime, originals), readAt);
    }

    private static PendingSignal single(Severity level, long eventTime, long originals) {
        Rule single = RuleTexts.rule(RULES, "Single");
        return new PendingSignal(RuleTexts.signal(single, eventTime, level, eventTime, originals, false), eventTime);
    }

    private static RuleUpdate byNight(long revision, String intervals) {
        RuleUpdate set = RuleTexts.set(
                revision,
                RuleTexts.threshold("Three", "complaint", 3, "1m") + "    active_time_intervals: [night]\n",
                RuleTexts.match("Single").replace("keep_firing_for: 10m", "keep_firing_for: 20m")
                        + "    active_time_intervals: [night]\n",
                """
                      - alert: Silent
                        kind: flatline
                        where: 'complaint'
                        by: [issue, region]
                        window: 2h
                        severities: {warning: {originals: '<= 0'}}
                        active_time_intervals: [night]
                    """);
        return new RuleUpdate(
                revision, set.files(), set.taxonomy(), set.calendar(), Map.of("notify.yaml", intervals), null);
    }
}
