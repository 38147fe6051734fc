package io.tidewatch.job.detect.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.metric.HeardBurst;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.time.LocalClock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeriesFunctionTest {
    private static final long T = Feed.START;
    private static final RuleUpdate THREE = RuleTexts.set(1, RuleTexts.threshold("Three", "complaint", 3, "0s"));
    private static final RuleUpdate SURGE = RuleTexts.set(1, RuleTexts.surge("Swell"));

    private static final RuleUpdate TWO =
            RuleTexts.set(1, RuleTexts.threshold("Three", "complaint", 3, "0s") + "    limits: {max_series: 2}\n");

    private static final RuleUpdate ONE_SURGE =
            RuleTexts.set(1, RuleTexts.surge("Swell") + "    limits: {max_series: 1}\n");

    private static final RuleUpdate TWO_SURGES =
            RuleTexts.set(1, RuleTexts.surge("Swell") + "    limits: {max_series: 2}\n");

    private static final RuleUpdate LIMITED =
            RuleTexts.set(1, RuleTexts.threshold("Three", "complaint", 3, "0s") + "    limits: {max_series: 100}\n");

    private KeyedBroadcastOperatorTestHarness<String, SeriesEvent, SeriesControl, Signal> harness;
    private static long now;

    private int n;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldReportBreachAndClearOverARestore() throws Exception {
        open(THREE, null);
        say("浙江", T + 1_000);
        say("浙江", T + 2_000);
        OperatorSubtaskState two = harness.snapshot(1, 1);
        harness.close();

        open(THREE, two);
        say("浙江", T + 3_000);
        Operators.watermark(harness, T + 30_000);
        List<Signal> breach = Operators.drain(harness);
        OperatorSubtaskState open = harness.snapshot(2, 2);
        harness.close();
        open(THREE, open);
        Operators.watermark(harness, T + Feed.HOUR);
        List<Signal> after = Operators.drain(harness);

        assertThat(breach).hasSize(1);
        assertThat(breach.get(0).group()).isEqualTo(group("浙江"));
        assertThat(breach.get(0).reading().level()).isEqualTo(Severity.WARNING);
        assertThat(breach.get(0).reading().value().originals()).isEqualTo(3);
        assertThat(after)
                .allMatch(s ->
                        s.reading().breachSince() == T + 30_000 || s.reading().level() == null);
        assertThat(after.stream().filter(s -> s.reading().recovered())).hasSize(1);
        assertThat(after.get(after.size() - 1).reading().recovered()).isTrue();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldStandOnItsGridWhateverTheWatermarksAre() throws Exception {
        open(THREE, null);
        for (int i = 0; i < 3; i++) {
            say("浙江", T + 1_000);
        }
        Operators.watermark(harness, T + 29_999);
        assertThat(Operators.drain(harness)).isEmpty();

        Operators.watermark(harness, T + 77_777);

        assertThat(Operators.drain(harness)).extracting(s -> s.reading().at()).containsExactly(T + 30_000, T + 60_000);
    }

    @Test
    void shouldTakeTheTimeBeforeItsFirstMessageAsHistory() throws Exception {
        open(SURGE, null);
        say("浙江", T);
        Operators.watermark(harness, T + 60_000);
        OperatorSubtaskState startedBefore = harness.snapshot(1, 1);
        harness.close();
        long later = T + 3 * Feed.DAY;

        boolean coldWhenStartedBefore = coldStartOf("四川", later, startedBefore);
        boolean coldWhenNew = coldStartOf("四川", later, null);

        assertThat(coldWhenStartedBefore).isFalse();
        assertThat(coldWhenNew).isTrue();
    }

    @Test
    void shouldReadAWatchedSeriesWhetherItIsNamedBeforeItsFirstMessageOrAfter() throws Exception {
        String series = RuleTexts.rule(THREE, "Three").series().hash();
        SeriesEvent watched = new SeriesEvent(series + "|浙江", series, group("浙江"), null);
        open(THREE, null, new QuietBefore());
        say("浙江", T + Feed.HOUR);
        harness.processElement(watched, Long.MIN_VALUE);
        int messageFirst = harness.numEventTimeTimers();
        harness.close();
        open(THREE, null, new QuietBefore());
        harness.processElement(watched, Long.MIN_VALUE);
        say("浙江", T + Feed.HOUR);

        assertThat(messageFirst).isEqualTo(2).isEqualTo(harness.numEventTimeTimers());
    }

    @Test
    void shouldCountALateMessageAtItsNextGridInstant() throws Exception {
        open(THREE, null);
        say("浙江", T + 1_000);
        say("浙江", T + 2_000);
        Operators.watermark(harness, T + 60_000);
        assertThat(Operators.drain(harness)).isEmpty();

        say("浙江", T + 3_000);
        Operators.watermark(harness, T + 90_000);

        assertThat(Operators.drain(harness)).extracting(s -> s.reading().at()).containsExactly(T + 90_000);
    }

    @Test
    void shouldDropASeriesThatNobodyReadsAnyMore() throws Exception {
        open(THREE, null);
        say("浙江", T + 1_000);

        harness.processBroadcastElement(SeriesControl.of(RuleTexts.set(2, RuleTexts.match("Other"))), 0);
        Operators.watermark(harness, T + Feed.HOUR);

        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldKeepItsCountsWhenOnlyAThresholdChanges() throws Exception {
        open(THREE, null);
        say("浙江", T + 1_000);
        say("浙江", T + 2_000);
        Operators.watermark(harness, T + 30_000);
        assertThat(Operators.drain(harness)).isEmpty();

        harness.processBroadcastElement(
                SeriesControl.of(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 2, "0s"))), 0);
        Operators.watermark(harness, T + 60_000);

        assertThat(Operators.drain(harness))
                .extracting(s -> s.reading().value().originals())
                .containsExactly(2L);
    }

    @Test
    void shouldStartASlowClockWhenADriftRuleIsPublished() throws Exception {
        open(SURGE, null);
        say("浙江", T + 1_000);
        say("浙江", T + 2_000);
        Operators.watermark(harness, T + 60_000);
        Operators.drain(harness);

        harness.processBroadcastElement(
                SeriesControl.of(RuleTexts.set(2, RuleTexts.surge("Swell"), RuleTexts.drift("BuildUp"))), 0);
        say("浙江", T + 61_000);
        Operators.watermark(harness, T + 10 * Feed.MINUTE);
        List<Signal> drifts = Operators.drain(harness).stream()
                .filter(s -> s.rule().equals("BuildUp"))
                .toList();

        assertThat(drifts).extracting(s -> s.reading().at()).containsExactly(T + 5 * Feed.MINUTE, T + 10 * Feed.MINUTE);
        assertThat(drifts)
                .allMatch(s -> s.reading().coldStart()
                        && s.reading().value().originals() == 3
                        && s.reading().value().expected() == null);
    }

    @Test
    void shouldNotWakeForADriftThatCannotHold() throws Exception {
        RuleUpdate scored = RuleTexts.set(
                1, RuleTexts.drift("BuildUp").replace("{originals: '>= 3'}", "{score: '>= 2', originals: '>= 3'}"));
        open(scored, null);
        for (int i = 0; i < 5; i++) {
            say("浙江", T + 1_000);
        }

        Operators.watermark(harness, T + 60_000);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        Operators.watermark(harness, T + 6 * Feed.HOUR - 1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        Operators.watermark(harness, T + 12 * Feed.HOUR);

        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldSetNoTimerOnceTheInputHasEnded() throws Exception {
        open(THREE, null);
        for (int i = 0; i < 3; i++) {
            say("浙江", T + 1_000);
        }

        Operators.watermark(harness, Long.MAX_VALUE);

        assertThat(Operators.drain(harness)).hasSize(1);
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldFollowNoMoreSeriesThanItsLimit() throws Exception {
        open(LIMITED, null);
        for (int i = 0; i < 1_000; i++) {
            say("region" + i, T + i);
            // one with a message again and again stays
            say("浙江", T + i);
        }

        Operators.watermark(harness, T + 30_000);

        assertThat(followed()).hasSize(100).contains(keyOf("浙江"), keyOf("region0"), keyOf("region999"));
        assertThat(followed()).doesNotContain(keyOf("region100"), keyOf("region900"));
        assertThat(evictions()).isEqualTo(901);
        Operators.watermark(harness, T + Feed.HOUR);
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(Operators.drain(harness))
                .extracting(s -> s.group().get("region"))
                .containsOnly("浙江");
    }

    @Test
    void shouldKeepItsLimitOverARestore() throws Exception {
        open(LIMITED, null);
        for (int i = 0; i < 100; i++) {
            say("region" + i, T + i * 60_000L);
            Operators.watermark(harness, T + i * 60_000L + 59_000);
        }
        OperatorSubtaskState full = harness.snapshot(1, 1);
        harness.close();

        open(LIMITED, full);
        Operators.watermark(harness, T + 101 * 60_000L);
        say("浙江", T + 101 * 60_000L);
        Operators.watermark(harness, T + 102 * 60_000L);

        assertThat(followed())
                .hasSize(100)
                .contains(keyOf("浙江"), keyOf("region99"))
                .doesNotContain(keyOf("region0"));
    }

    @Test
    void shouldSayThatAnOpenOneIsLostWhenItGoes() throws Exception {
        open(TWO, null);
        for (String region : List.of("浙江", "四川")) {
            for (int i = 0; i < 3; i++) {
                say(region, T + 1_000);
            }
        }
        Operators.watermark(harness, T + 30_000);
        assertThat(Operators.drain(harness))
                .hasSize(2)
                .allMatch(s -> !s.reading().lost());
        OperatorSubtaskState open = harness.snapshot(1, 1);
        harness.close();

        open(TWO, open);
        Operators.watermark(harness, T + 31_000);
        say("北京", T + 40_000);
        Operators.watermark(harness, T + 60_000);

        assertThat(followed()).hasSize(2).contains(keyOf("北京"));
        assertThat(Operators.drain(harness).stream().filter(s -> s.reading().lost()))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.group()).isIn(group("浙江"), group("四川"));
                    assertThat(s.reading().recovered()).isTrue();
                    assertThat(s.reading().at()).isEqualTo(T + 30_000);
                });
    }

    @Test
    void shouldKnowWhatIsUsualOfOneThatComesBackOverARestore() throws Exception {
        // given: 40 an hour for two days, then another
        open(ONE_SURGE, null);
        for (int i = 0; i < 40 * 48; i++) {
            say("浙江", T + i * 90_000L);
            Operators.watermark(harness, T + i * 90_000L);
        }
        say("四川", T + 59 * Feed.HOUR);
        Operators.watermark(harness, T + 60 * Feed.HOUR);
        Operators.drain(harness);
        assertThat(followed()).doesNotContain(keyOf("浙江"));
        OperatorSubtaskState gone = harness.snapshot(1, 1);
        harness.close();

        // when
        open(ONE_SURGE, gone);
        long back = T + 60 * Feed.HOUR;
        say("浙江", back + 1);
        Operators.watermark(harness, back + 30_000);

        // then
        assertThat(Operators.drain(harness).stream().filter(s -> s.group().equals(group("浙江"))))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.reading().coldStart()).isFalse();
                    assertThat(s.reading().value().expected()).isGreaterThan(0.3);
                });
    }

    @Test
    void shouldLearnFirstWhatMayHaveBeenForgotten() throws Exception {
        open(TWO_SURGES, null);
        say("first", T);
        long later = T + 3 * Feed.DAY;
        for (int i = 0; i < 10; i++) {
            for (int n = 0; n < 4; n++) {
                say("region" + i, later + i * Feed.HOUR + n);
            }
        }
        Operators.watermark(harness, later + 10 * Feed.HOUR);
        Operators.drain(harness);
        OperatorSubtaskState full = harness.snapshot(1, 1);
        harness.close();

        boolean coldWhenForgotten = coldStartOf("浙江", later + 11 * Feed.HOUR, full);
        boolean coldDaysLater = coldStartOf("浙江", later + 4 * Feed.DAY, full);

        assertThat(coldWhenForgotten).isTrue();
        assertThat(coldDaysLater).isFalse();
    }

    @Test
    void shouldSayHowSmallABurstRulesHearInATypicalGroup() throws Exception {
        RuleUpdate rules = RuleTexts.set(1, RuleTexts.threshold("Three", "complaint", 3, "0s"), """
                  - alert: Swell
                    kind: surge
                    where: 'complaint'
                    by: [issue, region]
                    window: 1h
                    windows: [6h, 24h]
                    severities: {warning: {surprise: '>= 6', ratio: '>= 3', originals: '>= 7'}, critical: {originals: '>= 90'}}
                """);
        open(rules, null);
        say("first", T);
        Operators.watermark(harness, T + Feed.MINUTE);
        assertThat(hearing().printed()).as("nothing is known of what is usual").isEmpty();
        for (int i = 0; i < 2 * RuleHearing.GROUPS; i++) {
            say("region" + i, T + 3 * Feed.DAY + i);
        }
        Operators.watermark(harness, T + 3 * Feed.DAY + Feed.MINUTE);

        List<HeardBurst> heard = HeardBurst.together(List.of(hearing().printed()));

        OperatorSubtaskState goesOn = harness.snapshot(1, 1);
        harness.close();
        open(rules, goesOn);
        say("region1", T + 3 * Feed.DAY + 2 * Feed.MINUTE);
        Operators.watermark(harness, T + 3 * Feed.DAY + 3 * Feed.MINUTE);
        assertThat(HeardBurst.together(List.of(hearing().printed())))
                .as("of a job that goes on within the hour")
                .isNotEmpty();
        assertThat(heard).extracting(HeardBurst::rule).containsOnly("Swell");
        assertThat(heard).extracting(HeardBurst::windowMs).containsExactly(Feed.HOUR, 6 * Feed.HOUR);
        assertThat(heard).extracting(HeardBurst::groups).containsOnly(RuleHearing.GROUPS);
        assertThat(heard.get(0).people()).allMatch(n -> n >= 7 && n < 90);
    }

    @Test
    void shouldForgetWhatRulesHearInGroupsAndRulesThatAreGone() throws Exception {
        RuleUpdate two = RuleTexts.set(1, RuleTexts.surge("Swell") + "    limits: {max_series: 2}\n");
        open(two, null);
        for (int i = 0; i < 5; i++) {
            say("region" + i, T + i * Feed.DAY);
        }
        Operators.watermark(harness, T + 5 * Feed.DAY);
        assertThat(HeardBurst.together(List.of(hearing().printed())))
                .as("five came, three had to go, of the first nothing was known")
                .extracting(HeardBurst::groups)
                .containsExactly(1);

        hearing().keepOnly(ActiveRules.of(THREE));

        assertThat(hearing().printed()).isEmpty();
    }

    private RuleHearing hearing() {
        return ((SeriesFunction) operator().getUserFunction()).hearing();
    }

    private List<String> followed() throws Exception {
        try (Stream<String> keys =
                operator().<String>getKeyedStateBackend().getKeys("series", VoidNamespace.INSTANCE)) {
            return keys.toList();
        }
    }

    private long evictions() {
        return ((SeriesFunction) operator().getUserFunction()).evicted();
    }

    private SeriesOperator operator() {
        return (SeriesOperator) harness.getOperator();
    }

    private static String keyOf(String region) {
        return RuleTexts.rule(THREE, "Three").series().hash() + '|' + region;
    }

    private boolean coldStartOf(String region, long time, OperatorSubtaskState from) throws Exception {
        open(SURGE, from);
        Operators.watermark(harness, time - 1);
        Operators.drain(harness);
        say(region, time);
        Operators.watermark(harness, time + 30_000);
        List<Signal> out = Operators.drain(harness);
        harness.close();
        assertThat(out).hasSize(1);
        return out.get(0).reading().coldStart();
    }

    @Test
    void shouldCountNothingWhileItsRulesAreSuspendedAndGoOnAfterAnHour() throws Exception {
        // given: a rule that may hardly cost anything, and one of its series open; the job catches up
        now = T + Feed.DAY;
        RuleUpdate cheap =
                RuleTexts.set(1, RuleTexts.threshold("Three", "complaint", 3, "0s") + "    limits: {cpu: 0.01%}\n");
        harness = Operators.open(
                new SeriesOperator(new SeriesFunction(new DetectSettings(
                        cheap,
                        Feed.DAY,
                        Feed.DAY,
                        Feed.HOUR,
                        LocalClock.DEFAULT_ZONE,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        true,
                        () -> now))),
                SeriesEvent::key,
                null);
        three("浙江", T);
        assertThat(Operators.drain(harness))
                .extracting(s -> s.reading().level())
                .containsExactly(Severity.WARNING);

        // when: it has caught up, and its work is dear
        now = T + Feed.MINUTE;
        long at = T;
        Set<Group> lost = new HashSet<>();
        for (int round = 0; !lost.contains(group("浙江")) && round < 1_000; round++) {
            at += 30_000;
            for (int i = 0; i < 300; i++) {
                say("广东", at - 1_000);
            }
            three("浙江", at - 1_000); // open until then, however long that takes
            Operators.watermark(harness, at);
            Operators.drain(harness).stream().filter(r -> r.reading().lost()).forEach(r -> lost.add(r.group()));
        }

        // then
        assertThat(lost).contains(group("浙江"));
        three("四川", at);
        assertThat(Operators.drain(harness)).isEmpty();
        now += Feed.HOUR;
        three("四川", at + 30_000);
        assertThat(Operators.drain(harness)).extracting(Signal::group).containsOnly(group("四川"));
    }

    private void three(String region, long at) throws Exception {
        for (int i = 1; i <= 3; i++) {
            say(region, at + 1_000L * i);
        }
        Operators.watermark(harness, at + 30_000);
    }

    private void say(String region, long time) throws Exception {
        String series = RuleTexts.rule(THREE, "Three").series().hash();
        String id = "test:" + n++;
        SeriesMessage m = SeriesMessage.builder(time, id)
                .negative(true)
                .author(n)
                .followers(10)
                .text("快递五天没动")
                .channel("social")
                .source("weibo")
                .keywords(List.of("没动"))
                .build();
        harness.processElement(new SeriesEvent(series + '|' + region, series, group(region), m), time);
    }

    private static Group group(String region) {
        return new Group(List.of("issue", "region"), List.of("logistics.transit_delay", region));
    }

    private void open(RuleUpdate rules, OperatorSubtaskState from) throws Exception {
        open(rules, from, UsualRates.NONE);
    }

    private void open(RuleUpdate rules, OperatorSubtaskState from, UsualRates rates) throws Exception {
        harness = Operators.open(
                new SeriesOperator(new SeriesFunction(
                        DetectSettings.live(rules, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS), rates)),
                SeriesEvent::key,
                from);
    }

    /** A day without messages before the beginning. */
    private static final class QuietBefore implements UsualRates {
        private static final long serialVersionUID = 1L;

        @Override
        public long until() {
            return T;
        }

        @Override
        public Series series(String key, long zoneMs) {
            return Series.ofZeros(T - Feed.DAY, T, zoneMs);
        }
    }
}
