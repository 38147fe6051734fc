package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.limit.OtherKeysOperator;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import io.tidewatch.time.LocalClock;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EpisodeFunctionTest {
    private static final long T = RuleTexts.START;
    private static final long HISTORICAL_AFTER = Feed.HOUR;
    private static final String THREE = RuleTexts.threshold("Three", "complaint", 3, "1m");
    private static final RuleUpdate RULES = RuleTexts.set(1, THREE, RuleTexts.match("Single"));
    private static final RuleUpdate FEW = RuleTexts.set(1, RuleTexts.match("Single") + "    limits: {max_series: 2}\n");
    private static final Rule RULE = RuleTexts.rule(RULES, "Three");

    private KeyedBroadcastOperatorTestHarness<String, PendingSignal, RuleUpdate, Alert> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldEmitFiringOnceThenAmendedThenResolved() throws Exception {
        live();
        read(Severity.WARNING, T, 3, 0);
        assertThat(Operators.drain(harness)).isEmpty();

        read(Severity.WARNING, T + 60_000, 3, T + 60_000);
        read(Severity.WARNING, T + 90_000, 3, 0);
        read(Severity.CRITICAL, T + 120_000, 10, 0);
        read(null, T + 150_000, 1, 0);
        recovered(T + 210_000);

        List<Alert> alerts = Operators.drain(harness);
        assertThat(alerts)
                .extracting(Alert::status)
                .containsExactly(AlertStatus.FIRING, AlertStatus.AMENDED, AlertStatus.RESOLVED);
        assertThat(alerts).extracting(Alert::revision).containsExactly(1, 2, 3);
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
        assertThat(alerts).extracting(Alert::startsAt).containsOnly(T);
        assertThat(alerts).extracting(Alert::firedAt).containsOnly(T + 60_000);
        assertThat(alerts)
                .extracting(Alert::severity)
                .containsExactly(Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL);
        assertThat(alerts.get(2).resolution()).isEqualTo(Resolution.RECOVERED);
        assertThat(alerts.get(2).resolvedAt()).isEqualTo(T + 210_000);
        assertThat(alerts.get(2).peak().originals()).isEqualTo(10);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldForgetAPendingEpisodeWhenTheConditionsCease() throws Exception {
        live();
        read(Severity.WARNING, T, 3, 0);

        read(null, T + 30_000, 1, 0);

        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldGoOnWithAnOpenEpisodeOverARestore() throws Exception {
        live();
        fire();
        Alert fired = Operators.drain(harness).get(0);
        OperatorSubtaskState open = harness.snapshot(1, 1);
        harness.close();

        open(settings(T), open);
        read(Severity.WARNING, T + 90_000, 3, T + 60_000);
        assertThat(Operators.drain(harness)).isEmpty();
        recovered(T + 120_000);

        List<Alert> alerts = Operators.drain(harness);
        assertThat(alerts).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
        assertThat(alerts.get(0).id()).isEqualTo(fired.id());
        assertThat(alerts.get(0).revision()).isEqualTo(2);
    }

    @Test
    void shouldRepeatAnOpenEpisodeEveryMinuteInTheRunningSystemOverARestore() throws Exception {
        live();
        fire();
        Alert fired = Operators.drain(harness).get(0);
        harness.setProcessingTime(59_999);
        assertThat(Operators.drain(harness)).isEmpty();
        harness.setProcessingTime(60_000);
        assertThat(Operators.drain(harness)).containsExactly(fired);
        OperatorSubtaskState open = harness.snapshot(1, 1);
        harness.close();

        open(settings(T), open);
        harness.setProcessingTime(120_000);
        assertThat(Operators.drain(harness)).containsExactly(fired);
        recovered(T + 90_000);
        Operators.drain(harness);
        harness.setProcessingTime(180_000);

        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldRepeatNothingInABacktest() throws Exception {
        open(DetectSettings.backtest(RULES, T, T + Feed.DAY), null);

        fire();

        assertThat(Operators.drain(harness)).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldResolveWhenItsRuleIsRemoved() throws Exception {
        live();
        fire();
        Operators.drain(harness);

        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.match("Single")), 0);

        List<Alert> alerts = Operators.drain(harness);
        assertThat(alerts).extracting(Alert::resolution).containsExactly(Resolution.RULE_REMOVED);
        assertThat(alerts).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
        harness.setProcessingTime(10 * 60_000);
        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldResolveWhenTheStructureOfItsRuleChanges() throws Exception {
        live();
        fire();
        Operators.drain(harness);

        harness.processBroadcastElement(
                RuleTexts.set(2, RuleTexts.threshold("Three", "complaint && tier == \"vip\"", 3, "1m")), 0);

        assertThat(Operators.drain(harness)).extracting(Alert::resolution).containsExactly(Resolution.RULE_CHANGED);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldNameTheIssueAsTheLiveTaxonomyDoes() throws Exception {
        live();
        fire();
        assertThat(Operators.drain(harness).get(0).issueName().zh()).isEqualTo("运输延误");

        harness.processBroadcastElement(new RuleUpdate(2, RULES.files(), Map.of("own.yaml", """
                        apiVersion: tidewatch/v1
                        categories:
                        - {id: logistics, name: {zh: 物流, en: Logistics}, words: [物流]}
                        leaves:
                        - id: logistics.transit_delay
                          name: {zh: 路上太慢, en: Too slow}
                          severity: P2
                          need: 准时
                          cause: 供应商
                          touchpoint: delivery
                          owner: logistics-oncall
                          fallback: duty-manager
                          runbook: runbooks/logistics.md
                          negative_only: true
                          keywords: [包裹没动]
                          examples: [包裹没动三天了, 包裹没动]
                          counter_examples: [物流真快, 谢谢]
                        """)), 0);
        recovered(T + 120_000);

        assertThat(Operators.drain(harness).get(0).issueName().zh()).isEqualTo("路上太慢");
    }

    @Test
    void shouldKeepTheEpisodeWhenOnlyAThresholdChanges() throws Exception {
        live();
        fire();
        Alert fired = Operators.drain(harness).get(0);

        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 2, "5m")), 0);
        recovered(T + 120_000);

        List<Alert> alerts = Operators.drain(harness);
        assertThat(alerts).extracting(Alert::id).containsExactly(fired.id());
        assertThat(alerts).extracting(Alert::resolution).containsExactly(Resolution.RECOVERED);
        assertThat(alerts.get(0).ruleVersion()).isNotEqualTo(fired.ruleVersion());
    }

    @Test
    void shouldMergeHitsOfASingleMessageRuleAndEndAfterItsTime() throws Exception {
        live();
        hit(T + 2_000);
        hit(T);
        hit(T + 1_000);
        Operators.watermark(harness, T + 3_000);
        hit(T + 5 * Feed.MINUTE);

        Operators.watermark(harness, T + 14 * Feed.MINUTE);
        List<Alert> open = Operators.drain(harness);
        Operators.watermark(harness, T + 15 * Feed.MINUTE);

        assertThat(open.get(0).status()).isEqualTo(AlertStatus.FIRING);
        assertThat(open).extracting(Alert::id).containsOnly(open.get(0).id());
        assertThat(open).extracting(Alert::startsAt).containsOnly(T);
        List<Alert> end = Operators.drain(harness);
        assertThat(end).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
        assertThat(end.get(0).value().originals()).isEqualTo(4);
        assertThat(end.get(0).resolvedAt()).isEqualTo(T + 15 * Feed.MINUTE);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldCallItHistoricalWhenTheEventsLieFarBehindTheClock() throws Exception {
        open(settings(T + 60_000 + HISTORICAL_AFTER + 1), null);
        fire();
        assertThat(Operators.drain(harness)).extracting(Alert::historical).containsExactly(true);
        harness.close();

        open(settings(T + 60_000 + HISTORICAL_AFTER), null);
        fire();

        assertThat(Operators.drain(harness)).extracting(Alert::historical).containsExactly(false);
    }

    @Test
    void shouldContinueTheEpisodeOfTheLastAlert() throws Exception {
        Alert last = alerted().toBuilder()
                .revision(7)
                .startsAt(T - 30_000)
                .id("last")
                .build();
        live();
        fire();
        Alert played = Operators.drain(harness).get(0);

        resume(last, T + 90_000);

        List<Alert> seen = Operators.drain(harness);
        assertThat(seen).extracting(Alert::id).containsExactly(played.id(), "last");
        assertThat(seen).extracting(Alert::isOpen).containsExactly(false, true);
        assertThat(seen.get(1).revision()).isEqualTo(7);
        assertThat(seen.get(1).startsAt()).isEqualTo(T - 30_000);
        read(Severity.CRITICAL, T + 120_000, 10, 0);
        recovered(T + 180_000);
        assertThat(Operators.drain(harness))
                .extracting(a -> a.id() + " " + a.status() + " " + a.revision())
                .containsExactly("last AMENDED 8", "last RESOLVED 9");
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldNotAlertAgainOfWhatIsResolved() throws Exception {
        Alert ended = alerted().toBuilder()
                .status(AlertStatus.RESOLVED)
                .resolvedAt(T + 70_000)
                .build();
        live();
        fire();
        Operators.drain(harness);

        resume(ended, T + 90_000);
        assertThat(Operators.drain(harness)).extracting(Alert::isOpen).containsExactly(false);
        read(Severity.WARNING, T + 120_000, 3, 0);
        recovered(T + 180_000);

        harness.setProcessingTime(600_000);
        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldAmendTheLastAlertWhenTheRuleHoldsAgainAndElseEndIt() throws Exception {
        Alert last = alerted();
        live();
        resume(last, T + 90_000);
        assertThat(Operators.drain(harness)).containsExactly(last);
        read(Severity.CRITICAL, T + 120_000, 10, T + 120_000);
        Operators.watermark(harness, T + Feed.HOUR);
        assertThat(Operators.drain(harness)).isEmpty();
        read(Severity.CRITICAL, T + Feed.HOUR, 10, 0);
        assertThat(Operators.drain(harness)).extracting(Alert::id).containsExactly(last.id());
        harness.close();

        live();
        resume(last, T + 90_000);
        Operators.drain(harness);
        Operators.watermark(harness, T + 90_000 + 10 * Feed.MINUTE - 1);
        assertThat(Operators.drain(harness)).isEmpty();
        Operators.watermark(harness, T + 90_000 + 10 * Feed.MINUTE);

        List<Alert> end = Operators.drain(harness);
        assertThat(end).extracting(Alert::resolution).containsExactly(Resolution.RECOVERED);
        assertThat(end).extracting(Alert::id).containsExactly(last.id());
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldEndASingleMessageRuleWhenItsTimeIsOverAlsoWhenOnlyTheAlertIsLeft() throws Exception {
        live();
        hit(T);
        Operators.watermark(harness, T);
        Alert last = Operators.drain(harness).get(0);
        harness.close();

        live();
        resume(last, T + 2 * Feed.MINUTE);
        assertThat(Operators.drain(harness)).containsExactly(last);
        Operators.watermark(harness, T + 10 * Feed.MINUTE);

        assertThat(Operators.drain(harness)).extracting(Alert::resolvedAt).containsExactly(T + 10 * Feed.MINUTE);
    }

    @Test
    void shouldRepeatEveryMinuteWhatItResumed() throws Exception {
        Alert last = alerted();
        live();

        resume(last, T + 90_000);
        Operators.drain(harness);
        harness.setProcessingTime(60_000);

        assertThat(Operators.drain(harness)).containsExactly(last);
    }

    /** An alert of another run over the same messages. */
    private Alert alerted() throws Exception {
        live();
        fire();
        Alert last = Operators.drain(harness).get(0);
        harness.close();
        return last;
    }

    @Test
    void shouldEndAnEpisodeAsLostWhereThereAreTooManyOverARestore() throws Exception {
        // given
        few();
        for (int i = 0; i < 2; i++) {
            hit("region" + i, T + i);
        }
        Operators.watermark(harness, T + 10);
        assertThat(Operators.drain(harness)).hasSize(2);
        OperatorSubtaskState full = harness.snapshot(1, 1);
        harness.close();

        // when
        few(full);
        for (int i = 2; i < 6; i++) {
            hit("region" + i, T + 1_000 + i);
        }
        Operators.watermark(harness, T + 2_000);

        // then
        List<Alert> alerts = Operators.drain(harness);
        List<Alert> ended = alerts.stream().filter(a -> !a.isOpen()).toList();
        assertThat(alerts).hasSize(8);
        assertThat(ended).hasSize(4).extracting(Alert::resolution).containsOnly(Resolution.LOST);
        assertThat(ended).extracting(Alert::resolvedAt).allMatch(at -> at <= T + 2_000);
        Operators.watermark(harness, T + Feed.HOUR);
        assertThat(Operators.drain(harness))
                .hasSize(2)
                .extracting(Alert::resolution)
                .containsOnly(Resolution.RECOVERED);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    private void few() throws Exception {
        few(null);
    }

    private void few(OperatorSubtaskState from) throws Exception {
        harness = Operators.open(
                new OtherKeysOperator<>(
                        new EpisodeFunction(DetectSettings.live(FEW, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS)),
                        List.of(LiveRules.STATE)),
                c -> c.signal().episodeKey(),
                from);
    }

    private void hit(String region, long at) throws Exception {
        Signal s = RuleTexts.signal(RuleTexts.rule(FEW, "Single"), at, Severity.WARNING, at, 1, false);
        Group group = new Group(List.of("issue", "region"), List.of("logistics.transit_delay", region));
        harness.processElement(new PendingSignal(new Signal(s.rule(), s.structure(), group, s.reading()), at), at);
    }

    private void resume(Alert last, long due) throws Exception {
        harness.processElement(PendingSignal.of(new RecordedEpisode(last, due)), due);
        Operators.watermark(harness, due);
    }

    private void fire() throws Exception {
        read(Severity.WARNING, T, 3, 0);
        read(Severity.WARNING, T + 60_000, 3, T + 60_000);
    }

    private void read(Severity level, long at, long originals, long confirmedAt) throws Exception {
        Signal s = RuleTexts.signal(RULE, at, level, level == null ? 0 : T, originals, false);
        harness.processElement(new PendingSignal(s, confirmedAt), at);
    }

    private void recovered(long at) throws Exception {
        harness.processElement(new PendingSignal(RuleTexts.signal(RULE, at, null, 0, 1, true), 0), at);
    }

    private void hit(long at) throws Exception {
        Rule single = RuleTexts.rule(RULES, "Single");
        harness.processElement(new PendingSignal(RuleTexts.signal(single, at, Severity.WARNING, at, 1, false), at), at);
    }

    private void live() throws Exception {
        open(settings(T), null);
    }

    private static DetectSettings settings(long now) {
        return new DetectSettings(
                RULES,
                DetectSettings.COUNT_HORIZON_MS,
                DetectSettings.COPY_HORIZON_MS,
                HISTORICAL_AFTER,
                LocalClock.DEFAULT_ZONE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true,
                () -> now);
    }

    private void open(DetectSettings settings, OperatorSubtaskState from) throws Exception {
        harness = Operators.open(new EpisodeFunction(settings), c -> c.signal().episodeKey(), from);
    }
}
