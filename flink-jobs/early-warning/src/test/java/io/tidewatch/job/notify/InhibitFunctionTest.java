package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.message.Runbooks;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InhibitFunctionTest {
    private static final String NOTIFY = """
            apiVersion: tidewatch/notify/v1
            route: {receiver: rest}
            inhibit_rules:
            - {name: swell, source_matchers: ['severity="critical"'], target_matchers: ['severity="info"'], equal: [issue]}
            receivers:
            - {name: rest, channels: []}
            """;
    private static final Alert SWELL =
            NotifyFixtures.alert("delay", "浙江", 1, AlertStatus.FIRING, Severity.CRITICAL, false);
    private static final Alert MOOD = NotifyFixtures.alert("delay", "江苏", 1, AlertStatus.FIRING, Severity.INFO, false);
    private static final Alert OTHER =
            NotifyFixtures.alert("refund", "江苏", 1, AlertStatus.FIRING, Severity.INFO, false);
    private static final long MINUTE = 60_000;

    private KeyedBroadcastOperatorTestHarness<String, Alert, Alert, Alert> harness;

    @BeforeEach
    void open() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldInhibitWhatIsExplainedAndPassItOnAtItsNextRepeatAfterTheEnd() throws Exception {
        harness.processBroadcastElement(SWELL, 0);
        harness.processElement(SWELL, 0);
        harness.processElement(MOOD, 0);
        harness.processElement(OTHER, 0);
        assertThat(harness.extractOutputValues()).containsExactly(SWELL, OTHER);

        // when
        open(harness.snapshot(1, 1));
        harness.processElement(MOOD, 0);

        // then
        assertThat(harness.extractOutputValues()).isEmpty();

        // when
        harness.processBroadcastElement(
                NotifyFixtures.alert("delay", "浙江", 2, AlertStatus.RESOLVED, Severity.CRITICAL, false), 0);
        harness.processElement(MOOD, 0);

        // then
        assertThat(harness.extractOutputValues()).containsExactly(MOOD);
    }

    @Test
    void shouldPassOnToItsEndWhatWasPassedOnBefore() throws Exception {
        harness.processElement(MOOD, 0);
        harness.processBroadcastElement(SWELL, 0);
        Alert end = NotifyFixtures.alert("delay", "江苏", 2, AlertStatus.RESOLVED, Severity.INFO, false);
        harness.processElement(end, 0);

        assertThat(harness.extractOutputValues()).containsExactly(MOOD, end);
    }

    @Test
    void shouldNotWaitForAnExplanationThatIsNotPublishedAnyMore() throws Exception {
        harness.setProcessingTime(MINUTE);
        harness.processBroadcastElement(SWELL, 0);
        harness.setProcessingTime(10 * MINUTE);
        harness.processElement(MOOD, 0);
        assertThat(harness.extractOutputValues()).isEmpty();

        harness.setProcessingTime(11 * MINUTE);
        harness.processElement(MOOD, 0);
        assertThat(harness.extractOutputValues()).containsExactly(MOOD);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new InhibitFunction(
                                new NotifySettings("notify.yaml", NOTIFY, null, ".", 900_000, Runbooks.none())),
                        List.of(InhibitFunction.SOURCES)),
                Alert::incident,
                Types.STRING,
                720,
                1,
                0);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
    }
}
