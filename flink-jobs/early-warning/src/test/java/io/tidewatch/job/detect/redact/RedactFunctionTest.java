package io.tidewatch.job.detect.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactFunctionTest {
    private static final long T = Feed.START;

    private KeyedTwoInputStreamOperatorTestHarness<Integer, Alert, Redaction, Alert> harness;

    @BeforeEach
    void open() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldAmendAnOpenAlertWhenAMessageItShowsIsDeleted() throws Exception {
        take(alert("a", 1, AlertStatus.FIRING, "1", "2"));
        take(alert("b", 1, AlertStatus.FIRING, "3"));
        Operators.drain(harness);

        hear(op("1", "delete", ""));

        assertThat(Operators.drain(harness)).singleElement().satisfies(a -> {
            assertThat(a.id()).isEqualTo("a");
            assertThat(a.revision()).isEqualTo(2);
            assertThat(a.status()).isEqualTo(AlertStatus.AMENDED);
            assertThat(a.evidence().first()).isNull();
            assertThat(a.evidence().samples()).extracting(EvidenceSample::id).containsExactly("2");
            assertThat(a.severity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void shouldLeaveEverythingElseOfAnAlertAsItWas() throws Exception {
        Alert heardLate = alert("a", 1, AlertStatus.FIRING, "1", "2");
        heardLate = heardLate.toBuilder()
                .evidence(heardLate.evidence().said(T - 6 * Feed.HOUR, T - 3 * Feed.HOUR))
                .build();
        take(heardLate);
        hear(op("1", "delete", ""));

        List<Alert> out = Operators.drain(harness);

        assertThat(out.get(0)).isEqualTo(heardLate);
        assertThat(out.get(1).evidence().saidFrom()).isEqualTo(T - 6 * Feed.HOUR);
        assertThat(out.get(1).evidence().saidTo()).isEqualTo(T - 3 * Feed.HOUR);
    }

    @Test
    void shouldShowItNeverAgainAlsoAfterARestore() throws Exception {
        take(alert("a", 1, AlertStatus.FIRING, "1", "2"));
        hear(op("1", "delete", ""));
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept);
        take(alert("a", 1, AlertStatus.FIRING, "1", "2"));
        take(alert("a", 2, AlertStatus.AMENDED, "1", "2"));
        hear(op("2", "delete", ""));
        take(alert("a", 3, AlertStatus.RESOLVED, "1", "2"));
        take(alert("c", 1, AlertStatus.FIRING, "1", "4"));

        List<Alert> out = Operators.drain(harness);
        assertThat(out).extracting(Alert::revision).containsExactly(2, 3, 4, 5, 1);
        assertThat(out).allSatisfy(a -> assertThat(a.evidence().toString()).doesNotContain("words of 1"));
        assertThat(out.get(3).evidence().samples()).isEmpty();
        assertThat(out.get(4).evidence().samples())
                .extracting(EvidenceSample::id)
                .containsExactly("4");
    }

    @Test
    void shouldLeaveAnUpdateThatSaysTheSameAndTakeOutOneThatDoesNot() throws Exception {
        take(alert("a", 1, AlertStatus.FIRING, "1", "2"));
        Operators.drain(harness);

        hear(op("1", "update", "words of 1"));
        List<Alert> same = Operators.drain(harness);
        hear(op("2", "update", "something else"));

        assertThat(same).isEmpty();
        assertThat(Operators.drain(harness).get(0).evidence().samples())
                .extracting(EvidenceSample::id)
                .containsExactly("1");
    }

    @Test
    void shouldForgetARedactionAfterEightDays() throws Exception {
        hear(op("1", "delete", ""));
        for (int day = 1; day <= 10; day++) {
            harness.setProcessingTime(T + day * Feed.DAY);
        }

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new RedactFunction()), a -> 0, r -> 0, Types.INT, 1, 1, 0);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        harness.setProcessingTime(T);
    }

    private void take(Alert a) throws Exception {
        harness.processElement1(a, T);
    }

    private void hear(Feedback f) throws Exception {
        assertThat(Redaction.isMadeBy(f)).isTrue();
        harness.processElement2(Redaction.of(f), T);
    }

    private static Feedback op(String id, String op, String text) {
        return Feedback.builder(id, "weibo", T).op(op).text(text).build();
    }

    private static Alert alert(String id, int revision, AlertStatus status, String... samples) {
        List<EvidenceSample> shown = java.util.Arrays.stream(samples)
                .map(s -> new EvidenceSample(s, "words of " + s, "social", "weibo", T))
                .toList();
        return Alert.builder(id, "f", "app.crash", "R", AlertKind.SURGE, Severity.WARNING, Group.ALL)
                .revision(revision)
                .status(status)
                .evidence(new Evidence(shown.get(0), shown, List.of(), List.of()))
                .build();
    }
}
