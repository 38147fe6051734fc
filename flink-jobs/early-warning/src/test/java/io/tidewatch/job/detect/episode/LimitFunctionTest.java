package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A budget of two a day, in Berlin, on the day on which the clocks are set back. */
class LimitFunctionTest {
    private static final long NOON = Instant.parse("2026-10-25T11:00:00Z").toEpochMilli();
    private static final long MIDNIGHT = Instant.parse("2026-10-25T23:00:00Z").toEpochMilli();
    private static final long NEXT_MIDNIGHT = MIDNIGHT + Feed.DAY;
    private static final RuleUpdate TWO = rules(1, "    budget: 2/day\n");

    private KeyedBroadcastOperatorTestHarness<String, Alert, RuleUpdate, Alert> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldOpenTheTwoHighestScoresOfFiveAndRecordTheOthers() throws Exception {
        open(TWO, null);

        fire(NOON, "a", 3.0);
        fire(NOON, "b", 6.1);
        fire(NOON, "c", 2.5);
        fire(NOON, "d", 8.7);
        fire(NOON, "e", 4.2);
        pass(NOON);

        List<Alert> out = Operators.drain(harness);
        assertThat(out)
                .extracting(Alert::id, Alert::severity, Alert::held)
                .containsExactly(
                        tuple("a", Severity.INFO, "budget"),
                        tuple("b", Severity.WARNING, null),
                        tuple("c", Severity.INFO, "budget"),
                        tuple("d", Severity.WARNING, null),
                        tuple("e", Severity.INFO, "budget"));
        assertThat(out.get(0).summary().zh()).isEqualTo("多（该规则每天最多 2 条，今天已满，先记录）");
    }

    @Test
    void shouldNeverHoldWhatIsCritical() throws Exception {
        open(TWO, null);
        spend();
        fire(NOON, "c", 9);
        pass(NOON);
        Operators.drain(harness);

        send(NOON + 60_000, alert("c", 9, NOON).severity(Severity.CRITICAL).revision(2));
        send(NOON + 60_000, alert("d", 1, NOON).severity(Severity.CRITICAL));
        pass(NOON + 60_000);

        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::revision, Alert::severity, Alert::held)
                .containsExactly(tuple("c", 2, Severity.CRITICAL, null), tuple("d", 1, Severity.CRITICAL, null));
        pass(MIDNIGHT);
        assertThat(Operators.drain(harness)).as("nothing waits").isEmpty();
    }

    @Test
    void shouldOpenWhatStillWaitsWhenTheNextDayBegins() throws Exception {
        open(TWO, null);
        spend();
        for (String id : List.of("c", "d", "e", "f")) {
            fire(NOON, id, id.charAt(0));
        }
        pass(NOON);
        send(NOON + 60_000, alert("f", 'f', NOON).status(AlertStatus.RESOLVED).resolution(Resolution.RECOVERED));
        send(NOON + 60_000, alert("c", 'c', NOON).revision(2).status(AlertStatus.AMENDED));
        pass(NOON + 60_000);
        Operators.drain(harness);

        pass(MIDNIGHT - 1);
        assertThat(Operators.drain(harness)).isEmpty();
        pass(MIDNIGHT);
        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::revision, Alert::status, Alert::severity, Alert::held, Alert::updatedAt)
                .containsExactly(
                        tuple("e", 2, AlertStatus.AMENDED, Severity.WARNING, null, MIDNIGHT),
                        tuple("d", 2, AlertStatus.AMENDED, Severity.WARNING, null, MIDNIGHT));
        send(MIDNIGHT + 60_000, alert("d", 'd', NOON).revision(2).status(AlertStatus.AMENDED));
        pass(NEXT_MIDNIGHT);
        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::revision, Alert::severity)
                .containsExactly(tuple("d", 3, Severity.WARNING), tuple("c", 3, Severity.WARNING));
    }

    @Test
    void shouldKeepTheCountOfTheDayAndWhatWaitsOverARestore() throws Exception {
        open(TWO, null);
        spend();
        fire(NOON, "c", 5);
        pass(NOON);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(TWO, kept);
        fire(NOON + 60_000, "d", 9);
        pass(NOON + 60_000);
        assertThat(Operators.drain(harness)).extracting(Alert::held).containsExactly("budget");
        pass(MIDNIGHT);

        assertThat(Operators.drain(harness)).extracting(Alert::id).containsExactly("d", "c");
    }

    @Test
    void shouldRecordTheEndOfWhatWaitsAsHeldAndGoOnWithWhatWasOpened() throws Exception {
        open(TWO, null);
        spend();
        fire(NOON, "c", 5);
        pass(NOON);
        Operators.drain(harness);

        send(NOON + 60_000, alert("a", 5, NOON).revision(2).status(AlertStatus.RESOLVED));
        send(NOON + 60_000, alert("c", 5, NOON).revision(2).status(AlertStatus.RESOLVED));
        pass(NOON + 60_000);

        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::severity, Alert::held)
                .containsExactly(tuple("a", Severity.WARNING, null), tuple("c", Severity.INFO, "budget"));
    }

    @Test
    void shouldCountWhatRisesAboveInfoAndNotWhatIsInfo() throws Exception {
        open(TWO, null);
        for (String id : List.of("a", "b", "c")) {
            send(NOON, alert(id, 5, NOON).severity(Severity.INFO));
        }
        pass(NOON);
        assertThat(Operators.drain(harness)).extracting(Alert::held).containsOnlyNulls();

        for (String id : List.of("a", "b", "c")) {
            send(NOON + 60_000, alert(id, id.charAt(0), NOON).revision(2));
        }
        pass(NOON + 60_000);

        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::held)
                .containsExactly(tuple("a", "budget"), tuple("b", null), tuple("c", null));
    }

    @Test
    void shouldOpenWhatWaitsOnceTheBudgetIsRaised() throws Exception {
        open(TWO, null);
        spend();
        fire(NOON, "c", 5);
        pass(NOON);
        Operators.drain(harness);

        harness.processBroadcastElement(rules(2, "    budget: 3/day\n"), 0);
        fire(NOON + 60_000, "d", 4);
        pass(NOON + 60_000);

        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::held)
                .containsExactly(tuple("d", "budget"), tuple("c", null));
    }

    @Test
    void shouldOpenNothingAfterTheEndOfTheInput() throws Exception {
        harness = Operators.open(
                new LimitFunction(DetectSettings.backtest(TWO, NOON, NOON + Feed.HOUR)), Alert::rule, null);
        spend();
        fire(NOON, "c", 5);

        pass(Long.MAX_VALUE);

        assertThat(Operators.drain(harness)).extracting(Alert::id).containsExactly("a", "b", "c");
    }

    private void spend() throws Exception {
        fire(NOON, "a", 10_000);
        fire(NOON, "b", 20_000);
    }

    private void fire(long at, String id, double score) throws Exception {
        send(at, alert(id, score, at));
    }

    private void send(long at, Alert.Builder alert) throws Exception {
        harness.processElement(alert.updatedAt(at).build(), at);
    }

    private void pass(long at) throws Exception {
        Operators.watermark(harness, at);
    }

    private static Alert.Builder alert(String id, double score, long startsAt) {
        return Alert.builder(id, id, "app.crash", "Loud", AlertKind.MATCH, Severity.WARNING, Group.ALL)
                .startsAt(startsAt)
                .firedAt(startsAt)
                .value(AlertValue.builder().originals(9).score(score).build())
                .summary(new Bilingual("多", "many"));
    }

    private static RuleUpdate rules(long revision, String more) {
        return RuleTexts.set(revision, RuleTexts.match("Loud") + more);
    }

    private void open(RuleUpdate rules, OperatorSubtaskState from) throws Exception {
        DetectSettings settings = DetectSettings.live(rules, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS)
                .withZone(ZoneId.of("Europe/Berlin"));
        harness = Operators.open(new LimitFunction(settings), Alert::rule, from);
    }
}
