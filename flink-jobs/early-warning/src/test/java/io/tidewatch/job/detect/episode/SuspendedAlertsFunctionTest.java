package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Suspension;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.time.LocalClock;
import io.tidewatch.wire.AlertJson;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody hears that a rule watches nothing: once, and when it watches again. */
class SuspendedAlertsFunctionTest {
    private static final RuleUpdate RULES = RuleTexts.set(
            1, RuleTexts.surge("Dear") + "    limits: {cpu: 20%}\n    owner: duty\n", RuleTexts.drift("Other"));
    private static final long START = Feed.START;

    private static long now = START;

    private KeyedBroadcastOperatorTestHarness<String, Suspension, RuleUpdate, Alert> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
        now = START;
    }

    @Test
    void shouldTellOnceWhateverTheNumberOfSubtasks() throws Exception {
        open(null);

        suspend(RULES);
        suspend(RULES);

        List<Alert> told = Operators.drain(harness);
        assertThat(told).hasSize(1);
        Alert a = told.get(0);
        assertThat(a.kind()).isEqualTo(AlertKind.SUSPENDED);
        assertThat(a.status()).isEqualTo(AlertStatus.FIRING);
        assertThat(a.severity()).isEqualTo(Severity.WARNING);
        assertThat(a.owner()).isEqualTo("duty");
        assertThat(a.group().get("rule")).isEqualTo("Dear");
        assertThat(a.incident()).isEqualTo("rule:RuleSuspended/Dear");
        assertThat(a.summary().zh()).contains("Dear", "35%", "20%", "不监测", "limits.cpu");
        assertThat(a.summary().en()).contains("Dear", "35%", "20%", "watches nothing", "limits.cpu");
        assertThat(AlertJson.read(AlertJson.write(a))).isEqualTo(a);
    }

    @Test
    void shouldRepeatItWhileItLastsAndEndOnceTheRuleHasGoneOnWithoutBeingSuspendedAnew() throws Exception {
        open(null);
        suspend(RULES);
        Operators.drain(harness);

        pass(30);
        assertThat(Operators.drain(harness))
                .hasSize(30)
                .allMatch(a -> a.isOpen() && a.revision() == 1 && a.startsAt() == START);
        pass(35);
        suspend(RULES); // tried again, and too dear again
        pass(60);
        assertThat(Operators.drain(harness)).allMatch(a -> a.isOpen() && a.revision() == 1);
        pass(12);

        List<Alert> end = Operators.drain(harness);
        Alert last = end.get(end.size() - 1);
        assertThat(last.isOpen()).isFalse();
        assertThat(last.resolution()).isEqualTo(Resolution.RECOVERED);
        assertThat(last.revision()).isEqualTo(2);
        assertThat(last.resolvedAt()).isBetween(START + 135 * Feed.MINUTE, START + 137 * Feed.MINUTE);
        assertThat(Operators.stateEntries(harness)).isZero();
        pass(5);
        assertThat(Operators.drain(harness)).isEmpty();
    }

    @Test
    void shouldEndAtOnceWhenTheRuleIsAnotherOneOrGone() throws Exception {
        open(null);
        suspend(RULES);
        pass(3);
        Operators.drain(harness);

        harness.processBroadcastElement(
                RuleTexts.set(2, RuleTexts.surge("Dear") + "    limits: {cpu: 50%}\n    owner: duty\n"), 0);

        Alert changed = Operators.drain(harness).get(0);
        assertThat(changed.resolution()).isEqualTo(Resolution.RULE_CHANGED);
        assertThat(changed.summary().zh()).contains("重新运行");
        suspend(RULES); // was on its way
        assertThat(Operators.drain(harness)).isEmpty();

        RuleUpdate third = RuleTexts.set(3, RuleTexts.surge("Dear") + "    limits: {cpu: 10%}\n");
        harness.processBroadcastElement(third, 0);
        suspend(third);
        assertThat(Operators.drain(harness)).hasSize(1);
        harness.processBroadcastElement(RuleTexts.set(4, RuleTexts.drift("Other")), 0);
        assertThat(Operators.drain(harness)).extracting(Alert::resolution).containsExactly(Resolution.RULE_REMOVED);
    }

    @Test
    void shouldNotTellItTwiceOverARestartAndEndWhenTheRuleStaysWithinItsLimitAfterIt() throws Exception {
        open(null);
        suspend(RULES);
        Alert told = Operators.drain(harness).get(0);
        pass(5);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        open(state);
        pass(4);
        suspend(RULES);
        pass(2);
        assertThat(Operators.drain(harness)).isNotEmpty().allMatch(a -> a.equals(told));
        OperatorSubtaskState later = harness.snapshot(2, 2);
        harness.close();

        open(later);
        pass(9);
        assertThat(Operators.drain(harness)).isNotEmpty().allMatch(Alert::isOpen);
        pass(3);
        List<Alert> end = Operators.drain(harness);
        assertThat(end.get(end.size() - 1).resolution()).isEqualTo(Resolution.RECOVERED);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = Operators.open(new SuspendedAlertsFunction(settings()), Suspension::rule, from);
        harness.setProcessingTime(now);
    }

    private void suspend(RuleUpdate rules) throws Exception {
        harness.processElement(
                new Suspension("Dear", RuleTexts.rule(rules, "Dear").version(), .347, .2, now, now + Feed.HOUR), now);
    }

    private void pass(int minutes) throws Exception {
        for (int i = 0; i < minutes; i++) {
            now += Feed.MINUTE;
            harness.setProcessingTime(now);
        }
    }

    private static DetectSettings settings() {
        return new DetectSettings(
                RULES,
                Feed.DAY,
                Feed.DAY,
                Long.MAX_VALUE,
                LocalClock.DEFAULT_ZONE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true,
                () -> now);
    }
}
