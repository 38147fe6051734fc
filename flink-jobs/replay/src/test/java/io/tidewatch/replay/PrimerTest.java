package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.route.MessageRouter;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.Primer;
import io.tidewatch.job.detect.series.SeriesControl;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.series.SeriesFunction;
import io.tidewatch.job.detect.series.SeriesOperator;
import io.tidewatch.series.RuleReading;
import io.tidewatch.time.LocalClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stored feedback teaches, from the file to a running series. */
class PrimerTest {
    private static final int DAYS = 5;
    private static final long NOW = Feed.START + DAYS * Feed.DAY;
    private static final String ISSUE = "logistics.transit_delay";
    private static final Group GROUP = new Group(List.of("issue", "region"), List.of(ISSUE, "浙江"));
    private static final RuleUpdate BEFORE = RuleTexts.set(1, RuleTexts.match("Other"));
    private static final RuleUpdate SURGE = RuleTexts.set(2, RuleTexts.surge("Swell"));
    private static final String SERIES = RuleTexts.rule(SURGE, "Swell").series().hash();

    @TempDir
    static Path dir;

    /** What 30 complaints an hour taught. */
    private static Primer primer;

    private final Feed feed = new Feed(7);
    private KeyedBroadcastOperatorTestHarness<String, SeriesEvent, SeriesControl, Signal> harness;

    @BeforeAll
    static void teach() throws Exception {
        List<Primer> primers =
                primers(new Feed(6).complaints(ISSUE, "浙江", Feed.START, NOW, DAYS * 24 * 30), SURGE, SERIES);
        assertThat(primers).hasSize(1);
        primer = primers.get(0);
        assertThat(primer.group()).isEqualTo(GROUP);
    }

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void shouldKnowWhatIsUsualFromTheFirstMessageOn() throws Exception {
        RuleReading untaught = firstReading(null);
        RuleReading taught = firstReading(primer);

        assertThat(untaught.coldStart()).isTrue();
        assertThat(taught.coldStart()).isFalse();
        assertThat(taught.value().expected())
                .as("usual in ten minutes, at 30 an hour")
                .isBetween(4.0, 6.0);
        assertThat(taught.value().score()).isLessThan(0);
    }

    @Test
    void shouldTakeOverWhatIsUsualWhenItsRulesWereLiveFirst() throws Exception {
        open(SURGE, null);
        Operators.watermark(harness, NOW);
        say(NOW + 1_000, 5);
        Operators.watermark(harness, NOW + 30_000);
        assertThat(last().coldStart()).isTrue();

        harness.processElement(SeriesEvent.learnt(primer), Long.MIN_VALUE);
        Operators.watermark(harness, NOW + 60_000);

        RuleReading after = last();
        assertThat(after.coldStart()).isFalse();
        assertThat(after.value().originals()).as("what it had counted itself").isEqualTo(5);
        assertThat(after.value().expected()).isBetween(4.0, 6.0);
    }

    @Test
    void shouldKeepWhatItHasLearntForLonger() throws Exception {
        Primer shorter = primers(new Feed(8).complaints(ISSUE, "浙江", NOW - Feed.DAY, NOW, 24 * 100), SURGE, SERIES)
                .get(0);
        open(SURGE, null);
        harness.processElement(SeriesEvent.learnt(primer), Long.MIN_VALUE);
        harness.processElement(SeriesEvent.learnt(shorter), Long.MIN_VALUE);

        say(NOW + 1_000, 1);
        Operators.watermark(harness, NOW + 30_000);

        assertThat(last().value().expected()).isBetween(4.0, 6.0);
    }

    @Test
    void shouldKeepWhatItWasTaughtOverARestoreAndForgetItWhenItsRulesNeverCome() throws Exception {
        open(BEFORE, null);
        Operators.watermark(harness, NOW);
        harness.processElement(SeriesEvent.learnt(primer), Long.MIN_VALUE);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        open(BEFORE, state);
        assertThat(Operators.stateEntries(harness)).isPositive();
        Operators.watermark(harness, NOW + Feed.HOUR);

        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldTeachTheSlowClock() throws Exception {
        RuleUpdate drift = RuleTexts.set(2, RuleTexts.surge("Swell"), RuleTexts.drift("BuildUp"));
        for (int day = -3; day < DAYS; day++) {
            feed.complaints(ISSUE, "浙江", Feed.START + day * Feed.DAY, Feed.START + (day + 1) * Feed.DAY, 24 * 20);
        }
        Primer slowly = primers(feed, drift, SERIES).get(0);
        open(drift, null);
        harness.processElement(SeriesEvent.learnt(slowly), Long.MIN_VALUE);

        say(NOW + 1_000, 1);
        Operators.watermark(harness, NOW + 6 * Feed.HOUR + Feed.MINUTE);

        List<RuleReading> slow = Operators.drain(harness).stream()
                .filter(s -> s.rule().equals("BuildUp"))
                .map(Signal::reading)
                .toList();
        assertThat(slow).isNotEmpty().noneMatch(RuleReading::coldStart);
    }

    @Test
    void shouldTeachOnlyWhatIsAskedFor() throws Exception {
        feed.complaints(ISSUE, "浙江", NOW - Feed.DAY, NOW, 50);
        feed.complaints(ISSUE, "四川", NOW - Feed.DAY, NOW, 50);

        assertThat(primers(feed, SURGE, SERIES))
                .extracting(p -> p.group().get("region"))
                .containsExactlyInAnyOrder("浙江", "四川");
        assertThat(primers(feed, SURGE, "0123")).isEmpty();
    }

    @Test
    void shouldTravelAsJson() throws Exception {
        Primer read = Primer.read(primer.json());

        assertThat(read.key()).isEqualTo(primer.key());
        assertThat(read.group()).isEqualTo(GROUP);
        assertThat(read.state()).isEqualTo(primer.state());
        assertThatThrownBy(() -> Primer.read("[]")).hasMessageContaining("expected series, group and state");
        assertThatThrownBy(() -> Primer.read("{\"series\":\"a\",\"group\":{},\"state\":\"§\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Primer> primers(Feed feed, RuleUpdate rules, String series) throws Exception {
        Path file = feed.sorted().write(dir.resolve("said.jsonl"));
        return Backtest.learn(file, rules, null, 2, LocalClock.DEFAULT_ZONE, Set.of(series));
    }

    private RuleReading firstReading(Primer known) throws Exception {
        open(BEFORE, null);
        Operators.watermark(harness, NOW);
        if (known != null) {
            harness.processElement(SeriesEvent.learnt(known), Long.MIN_VALUE);
        }
        harness.processBroadcastElement(SeriesControl.of(SURGE), 0);
        say(NOW + 1_000, 5);
        Operators.watermark(harness, NOW + 30_000);
        RuleReading first = last();
        harness.close();
        return first;
    }

    private RuleReading last() {
        List<Signal> signals = Operators.drain(harness);
        return signals.get(signals.size() - 1).reading();
    }

    private void say(long from, int count) throws Exception {
        for (AnnotatedFeedback m : new Feed(9).complaints(ISSUE, "浙江", from, from + 1_000, count).messages) {
            harness.processElement(
                    new SeriesEvent(
                            SeriesEvent.keyOf(SERIES, GROUP),
                            SERIES,
                            GROUP,
                            MessageRouter.slim(
                                    new CountedMessage(m, true),
                                    MessageRouter.rows(m, ActiveRules.of(SURGE).taxonomy())
                                            .get(0))),
                    m.feedback().eventTime());
        }
    }

    private void open(RuleUpdate rules, OperatorSubtaskState from) throws Exception {
        harness = Operators.open(
                new SeriesOperator(
                        new SeriesFunction(DetectSettings.live(rules, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS))),
                SeriesEvent::key,
                from);
    }
}
