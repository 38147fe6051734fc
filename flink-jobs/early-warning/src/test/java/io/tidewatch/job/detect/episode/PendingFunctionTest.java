package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingFunctionTest {
    private static final long T = RuleTexts.START;
    private static final long FOR = Feed.MINUTE;
    private static final RuleUpdate RULES = RuleTexts.set(1, RuleTexts.threshold("Three", "complaint", 3, "1m"));
    private static final Rule RULE = RuleTexts.rule(RULES, "Three");

    private KeyedBroadcastOperatorTestHarness<String, Signal, RuleUpdate, PendingSignal> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldConfirmOnceWhenTheForHasPassedWithoutABreak() throws Exception {
        open(null);
        breach(RULE, T);
        breach(RULE, T + 30_000);

        for (long t = T; t <= T + 5 * FOR; t += 10_000) {
            Operators.watermark(harness, t);
        }
        breach(RULE, T + 6 * FOR);

        assertThat(confirmed()).containsExactly(T + FOR);
    }

    @Test
    void shouldConfirmBeforeTheNextSignalWhenManyComeInOneStrokeOfTheWatermark() throws Exception {
        open(null);
        breach(RULE, T);
        breach(RULE, T + 30_000);
        breach(RULE, T + 60_000);
        clear(RULE, T + 90_000);

        List<PendingSignal> out = Operators.drain(harness);

        assertThat(out).extracting(PendingSignal::confirmedAt).containsExactly(0L, 0L, T + FOR, 0L, 0L);
        assertThat(out.get(2).signal().reading().at()).isEqualTo(T + 30_000);
    }

    @Test
    void shouldNotConfirmWhenTheConditionsCeaseBeforeTheForIsOver() throws Exception {
        open(null);
        breach(RULE, T);
        clear(RULE, T + 30_000);

        Operators.watermark(harness, T + 10 * FOR);

        assertThat(confirmed()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldBeginAnewAfterABreak() throws Exception {
        open(null);
        breach(RULE, T);
        clear(RULE, T + 30_000);
        breach(RULE, T + 45_000);

        Operators.watermark(harness, T + 10 * FOR);

        assertThat(confirmed()).containsExactly(T + 45_000 + FOR);
    }

    @Test
    void shouldConfirmWhenRestoredBetweenBreachAndConfirmation() throws Exception {
        open(null);
        breach(RULE, T);
        Operators.watermark(harness, T + 20_000);
        assertThat(confirmed()).isEmpty();
        OperatorSubtaskState middle = harness.snapshot(1, 1);
        harness.close();

        open(middle);
        breach(RULE, T + 30_000);
        Operators.watermark(harness, T + FOR);

        assertThat(confirmed()).containsExactly(T + FOR);
    }

    @Test
    void shouldRetireThePartialMatchWhenTheStructureOfItsRuleChanges() throws Exception {
        open(null);
        breach(RULE, T);
        RuleUpdate changed = RuleTexts.set(2, RuleTexts.threshold("Three", "complaint && tier == \"vip\"", 3, "1m"));

        harness.processBroadcastElement(changed, 0);
        breach(RULE, T + 30_000);
        Operators.drain(harness);
        Operators.watermark(harness, T + 10 * FOR);

        assertThat(RuleTexts.rule(changed, "Three").structure()).isNotEqualTo(RULE.structure());
        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldUseAnUpdateForTheNextSignal() throws Exception {
        open(null);
        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 3, "0s")), 0);

        breach(RULE, T);

        assertThat(confirmed()).containsExactly(T);
    }

    @Test
    void shouldKeepAnUpdateOverARestore() throws Exception {
        open(null);
        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 3, "0s")), 0);
        OperatorSubtaskState updated = harness.snapshot(1, 1);
        harness.close();

        open(updated);
        breach(RULE, T);

        assertThat(confirmed()).containsExactly(T);
    }

    @Test
    void shouldWaitForTheLongerForWhenItGrowsMeanwhile() throws Exception {
        open(null);
        breach(RULE, T);
        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 3, "3m")), 0);

        Operators.watermark(harness, T + FOR);
        assertThat(confirmed()).isEmpty();
        Operators.watermark(harness, T + 10 * FOR);

        assertThat(confirmed()).containsExactly(T + 3 * FOR);
    }

    @Test
    void shouldConfirmAtOnceWhenTheForIsTakenAwayMeanwhile() throws Exception {
        open(null);
        breach(RULE, T);
        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 3, "0s")), 0);

        breach(RULE, T + 30_000);
        breach(RULE, T + 60_000);
        Operators.watermark(harness, T + 10 * FOR);

        assertThat(confirmed()).containsExactly(T + 30_000);
    }

    @Test
    void shouldConfirmAtItsTimerWhenTheForIsTakenAwayAndNoSignalComes() throws Exception {
        open(null);
        breach(RULE, T);
        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "complaint", 3, "0s")), 0);

        Operators.watermark(harness, T + FOR);

        assertThat(confirmed()).containsExactly(T + FOR);
    }

    @Test
    void shouldKeepNothingOfAKeyThatHasRecovered() throws Exception {
        open(null);
        breach(RULE, T);
        Operators.watermark(harness, T + FOR);
        clear(RULE, T + 2 * FOR);
        breach(RULE, T + 3 * FOR);
        clear(RULE, T + 3 * FOR + 1);
        harness.processElement(RuleTexts.signal(RULE, T + 5 * FOR, null, 0, 1, true), T + 5 * FOR);

        Operators.watermark(harness, T + 10 * FOR);

        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldIgnoreAnUpdateThatDoesNotCompile() throws Exception {
        open(null);
        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.threshold("Three", "nonsense(", 3, "0s")), 0);

        breach(RULE, T);
        Operators.watermark(harness, T + FOR);

        assertThat(confirmed()).containsExactly(T + FOR);
    }

    private void breach(Rule rule, long at) throws Exception {
        harness.processElement(RuleTexts.signal(rule, at, Severity.WARNING, T, 3, false), at);
    }

    private void clear(Rule rule, long at) throws Exception {
        harness.processElement(RuleTexts.signal(rule, at, null, 0, 1, false), at);
    }

    private List<Long> confirmed() {
        return Operators.drain(harness).stream()
                .map(PendingSignal::confirmedAt)
                .filter(at -> at != 0)
                .toList();
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = Operators.open(
                new PendingFunction(DetectSettings.live(RULES, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS)),
                Signal::matchKey,
                from);
    }
}
