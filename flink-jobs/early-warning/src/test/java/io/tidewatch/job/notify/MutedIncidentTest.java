package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.Incidents;
import io.tidewatch.notify.Inhibition;
import io.tidewatch.notify.InhibitionSource;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.Runbooks;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts that others explain, in the operators. */
class MutedIncidentTest {
    private static final NotifySettings SETTINGS =
            new NotifySettings("notify.yaml", """
            apiVersion: tidewatch/notify/v1
            owners: {logistics-oncall: {receiver: logistics}}
            route: {receiver: rest, group_wait: 10s, group_interval: 2m, routes: [{matchers: ['owner!=""'], receiver: owner}]}
            inhibit_rules:
            - {name: swell, source_matchers: ['severity="critical"'], target_matchers: ['severity!="critical"'], equal: [team]}
            receivers:
            - {name: logistics, channels: [{type: console}]}
            - {name: rest, channels: []}
            """, null, ".", 900_000, Runbooks.none());
    private static final Alert CAUSE = alert("refund", 1, AlertStatus.FIRING, Severity.CRITICAL);
    private static final Alert CAUSE_ENDED = alert("refund", 2, AlertStatus.RESOLVED, Severity.CRITICAL);
    private static final Alert TARGET = alert("delay", 1, AlertStatus.FIRING, Severity.WARNING);
    private static final Alert TARGET_ENDED = alert("delay", 2, AlertStatus.RESOLVED, Severity.WARNING);
    private static final long T0 = NotifyFixtures.START + 60_000;
    private static final long MINUTE = 60_000;

    private KeyedBroadcastOperatorTestHarness<String, Alert, Announcement, Incident> harness;

    @BeforeEach
    void open() throws Exception {
        open(null, T0);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldShowButNotNotifyOfWhatIsExplainedAndDoSoAfterTheExplanation() throws Exception {
        harness.processElement(TARGET, 0);
        announce(CAUSE, T0 + 1_000);
        passUntil(T0 + MINUTE);

        assertThat(reasons()).isEmpty();
        assertThat(harness.extractOutputValues())
                .extracting(i -> i.members().get(0).inhibitedBy())
                .containsExactly(null, "swell");

        announce(CAUSE_ENDED, T0 + 2 * MINUTE);
        passUntil(T0 + 2 * MINUTE + 20_000);
        assertThat(reasons()).containsExactly(Reason.FIRST);
        assertThat(harness.extractOutputValues()).hasSize(3);
        assertThat(harness.extractOutputValues().get(2).members().get(0).inhibitedBy())
                .isNull();
    }

    /** The incident reads the end of its own member before it is announced. */
    @Test
    void shouldGoOnWithTheMembersThatItsWorstOneExplained() throws Exception {
        Alert worst = NotifyFixtures.alert("delay", "江苏", 1, AlertStatus.FIRING, Severity.CRITICAL, false);
        harness.processElement(TARGET, 0);
        harness.processElement(worst, 0);
        announce(worst, T0 + 100);
        passUntil(T0 + 5 * MINUTE);
        assertThat(reasons()).containsExactly(Reason.FIRST);

        Alert over = NotifyFixtures.alert("delay", "江苏", 2, AlertStatus.RESOLVED, Severity.CRITICAL, false);
        harness.processElement(over, 0);
        announce(over, T0 + 5 * MINUTE + 200);
        passUntil(T0 + 6 * MINUTE);
        assertThat(reasons()).containsExactly(Reason.FIRST, Reason.NEW_MEMBER);
    }

    @Test
    void shouldStayMutedOverARestoreHoweverLongItTook() throws Exception {
        announce(CAUSE, T0);
        harness.processElement(TARGET, 0);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T0 + 60 * MINUTE);
        passUntil(T0 + 61 * MINUTE);
        assertThat(reasons()).isEmpty();

        harness.processElement(TARGET_ENDED, 0);
        announce(CAUSE_ENDED, T0 + 62 * MINUTE);
        harness.processElement(TARGET_ENDED, 0);
        passUntil(T0 + 90 * MINUTE);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void shouldMuteWhatWaitsForItsGroupOverARestore() throws Exception {
        harness.processElement(TARGET, 0);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T0 + 5_000);
        announce(CAUSE, T0 + 6_000);
        passUntil(T0 + 5 * MINUTE);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void shouldNotifyOfTheEndOfWhatWasNotifiedBeforeARestore() throws Exception {
        harness.processElement(TARGET, 0);
        passUntil(T0 + 20_000);
        assertThat(reasons()).containsExactly(Reason.FIRST);
        announce(CAUSE, T0 + MINUTE);
        passUntil(T0 + 2 * MINUTE);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T0 + 3 * MINUTE);
        announce(CAUSE_ENDED, T0 + 3 * MINUTE);
        passUntil(T0 + 10 * MINUTE);
        assertThat(reasons()).isEmpty();

        harness.processElement(TARGET_ENDED, 0);
        assertThat(reasons()).containsExactly(Reason.RESOLVED);
    }

    @Test
    void shouldNotWaitForAnExplanationThatIsNotPublishedAnyMore() throws Exception {
        announce(CAUSE, T0);
        harness.processElement(TARGET, 0);
        passUntil(T0 + 9 * MINUTE);
        assertThat(reasons()).isEmpty();

        passUntil(T0 + 11 * MINUTE);
        assertThat(reasons()).containsExactly(Reason.FIRST);
    }

    @Test
    void shouldKnowAfterARebuildWhatExplainsOthers() throws Exception {
        IncidentState cause = new Incidents().apply(null, CAUSE, T0).state();
        Inhibition open = Inhibition.of(SETTINGS.config().inhibitRules(), List.of(InhibitionSource.of(CAUSE)));
        IncidentState target = new Incidents().apply(null, TARGET, open, T0).state();
        OperatorSubtaskState rebuilt;
        try (KeyedBroadcastOperatorTestHarness<String, IncidentState, IncidentState, Void> rebuild =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new NotifyRebuild.KeepIncident(), List.of(TrackIncidentsFunction.SOURCES)),
                        i -> i.incident().incident(),
                        Types.STRING,
                        720,
                        1,
                        0)) {
            rebuild.open();
            rebuild.setProcessingTime(T0);
            for (IncidentState s : List.of(target, cause)) {
                rebuild.processElement(s, 0);
                rebuild.processBroadcastElement(s, 0);
            }
            rebuilt = rebuild.snapshot(1, 1);
        }
        harness.close();

        open(rebuilt, T0 + MINUTE);
        passUntil(T0 + 9 * MINUTE);

        assertThat(harness.getSideOutput(TrackIncidentsFunction.PUSHES))
                .extracting(r -> r.getValue().incident().incident())
                .containsOnly("refund");
    }

    /** Its end was never heard of. */
    @Test
    void shouldForgetASourceThatIsNotRepeated() throws Exception {
        announce(CAUSE, T0);
        announce(alert("other", 1, AlertStatus.FIRING, Severity.CRITICAL), T0 + 11 * MINUTE);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T0 + 12 * MINUTE);
        harness.processBroadcastElement(Announcement.ended("other浙江"), 0);
        harness.processElement(TARGET, 0);
        passUntil(T0 + 13 * MINUTE);
        assertThat(reasons()).containsExactly(Reason.FIRST);
    }

    @Test
    void shouldAnnounceWhatExplainsOthersAndItsEndOverARestore() throws Exception {
        try (OneInputStreamOperatorTestHarness<Alert, Announcement> announcer = announcer(null)) {
            announcer.processElement(TARGET, 0);
            announcer.processElement(CAUSE, 0);
            announcer.processElement(TARGET_ENDED, 0);
            assertThat(announcer.extractOutputValues())
                    .extracting(Announcement::alert)
                    .containsExactly(CAUSE.id());
            OperatorSubtaskState kept = announcer.snapshot(1, 1);

            try (OneInputStreamOperatorTestHarness<Alert, Announcement> restored = announcer(kept)) {
                restored.processElement(TARGET, 0);
                restored.processElement(CAUSE_ENDED, 0);
                restored.processElement(CAUSE_ENDED, 0);
                assertThat(restored.extractOutputValues())
                        .extracting(Announcement::alert)
                        .containsExactly(CAUSE.id(), CAUSE.id());
                assertThat(restored.extractOutputValues().get(0).source()).isNotNull();
                assertThat(restored.extractOutputValues().get(1).source()).isNull();
            }
        }
    }

    private static OneInputStreamOperatorTestHarness<Alert, Announcement> announcer(OperatorSubtaskState from)
            throws Exception {
        OneInputStreamOperatorTestHarness<Alert, Announcement> h =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new AnnounceSourcesFunction(SETTINGS)));
        h.setup();
        if (from != null) {
            h.initializeState(from);
        }
        h.open();
        return h;
    }

    private static Alert alert(String issue, int revision, AlertStatus status, Severity severity) {
        return NotifyFixtures.alert(issue, "浙江", revision, status, severity, false);
    }

    /** In the steps of the timers. */
    private void passUntil(long instant) throws Exception {
        for (long t = harness.getProcessingTime() + 5_000; t < instant; t += 5_000) {
            harness.setProcessingTime(t);
        }
        harness.setProcessingTime(instant);
    }

    private void announce(Alert a, long now) throws Exception {
        passUntil(now);
        harness.processBroadcastElement(a.isOpen() ? Announcement.open(a, now) : Announcement.ended(a.id()), 0);
    }

    private void open(OperatorSubtaskState from, long now) throws Exception {
        harness = NotifyFixtures.tracking(SETTINGS, from, now);
    }

    private List<Reason> reasons() {
        return NotifyFixtures.pushes(harness).stream().map(Push::reason).toList();
    }
}
