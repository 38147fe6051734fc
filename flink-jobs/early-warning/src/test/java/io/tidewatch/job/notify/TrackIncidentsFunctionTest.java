package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Suspension;
import io.tidewatch.episode.SuspensionWriter;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.rule.Rule;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackIncidentsFunctionTest {
    private static final long T0 = NotifyFixtures.START + 120_000;
    private static final String DELAY = "logistics.transit_delay";

    private KeyedBroadcastOperatorTestHarness<String, Alert, Announcement, Incident> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldNotifyBothChannelsAfterTheGroupWait() throws Exception {
        open(null, T0);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        assertThat(pushes()).isEmpty();

        harness.setProcessingTime(T0 + 10_000);

        assertThat(pushes()).extracting(Push::reason).containsExactly(Reason.FIRST, Reason.FIRST);
        assertThat(pushes()).extracting(Push::channel).containsExactly(0, 1);
        assertThat(pushes()).extracting(Push::delivery).doesNotHaveDuplicates();
        assertThat(pushes().get(0).message().titleIn("zh")).contains("浙江 10分钟120条");
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void shouldKeepItsTimersAndNotifyNobodyTwiceOverARestore() throws Exception {
        open(null, T0);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        OperatorSubtaskState waiting = harness.snapshot(1, 1);
        harness.close();

        open(waiting, T0 + 30_000);
        harness.setProcessingTime(T0 + 30_001);
        assertThat(pushes()).extracting(Push::reason).containsExactly(Reason.FIRST, Reason.FIRST);
        OperatorSubtaskState notified = harness.snapshot(2, 2);
        harness.close();

        open(notified, T0 + 60_000);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        harness.setProcessingTime(T0 + 3_600_000);
        assertThat(pushes()).isEmpty();
        assertThat(incidents()).isEmpty();
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
    }

    @Test
    void shouldShowTheOpenIncidentAgainAtEveryRepeat() throws Exception {
        open(null, T0);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        harness.setProcessingTime(T0 + TrackIncidentsFunction.SETTLE_MS);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);

        assertThat(harness.getSideOutput(TrackIncidentsFunction.BOARD)).hasSize(2);
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void shouldNotifyOfASuspendedRuleOnceAndWhenItRunsAgain() throws Exception {
        RuleUpdate rules =
                RuleTexts.set(1, RuleTexts.surge("Dear") + "    limits: {cpu: 20%}\n    owner: logistics-oncall\n");
        Rule rule = RuleTexts.rule(rules, "Dear");
        Alert suspended = new SuspensionWriter(TaxonomyFiles.packaged())
                .open(new Suspension("Dear", rule.version(), .347, .2, T0, T0 + 3_600_000), rule);
        open(null, T0);
        for (int minute = 0; minute < 70; minute++) {
            harness.setProcessingTime(T0 + minute * 60_000L);
            harness.processElement(suspended, 0);
            harness.processBroadcastElement(Announcement.beat(T0 + minute * 60_000L), 0);
        }
        assertThat(pushes()).extracting(Push::reason).containsExactly(Reason.FIRST, Reason.FIRST);
        assertThat(pushes().get(0).message().titleIn("zh")).contains("规则暂停", "Dear", "35%", "20%");

        harness.processElement(SuspensionWriter.ended(suspended, Resolution.RECOVERED, T0 + 70 * 60_000), 0);

        assertThat(pushes())
                .extracting(Push::reason)
                .endsWith(Reason.RESOLVED, Reason.RESOLVED)
                .hasSize(4);
        assertThat(incidents())
                .extracting(Incident::status)
                .containsExactly(IncidentStatus.OPEN, IncidentStatus.RESOLVED);
    }

    @Test
    void shouldCloseAnAlertThatALivingDetectorHasForgotten() throws Exception {
        open(null, T0);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);

        beatUntil(T0 + 420_000);

        assertThat(incidents())
                .extracting(Incident::status)
                .containsExactly(IncidentStatus.OPEN, IncidentStatus.RESOLVED);
        assertThat(pushes()).extracting(Push::reason).endsWith(Reason.RESOLVED, Reason.RESOLVED);
    }

    @Test
    void shouldNotCloseWhileTheDetectorIsAway() throws Exception {
        open(null, T0);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);

        harness.setProcessingTime(T0 + 3_600_000);

        assertThat(incidents()).hasSize(1);
    }

    @Test
    void shouldNotifyOfAHistoricalIncidentOnceWhenTheDetectorHasCaughtUp() throws Exception {
        long wall = T0 + 86_400_000;
        open(null, wall);
        harness.processElement(NotifyFixtures.alert(DELAY, "浙江", 1, AlertStatus.FIRING, Severity.CRITICAL, true), 0);
        harness.processElement(
                NotifyFixtures.alert("app.crash", "浙江", 1, AlertStatus.FIRING, Severity.CRITICAL, true), 0);
        harness.processElement(
                NotifyFixtures.alert("app.crash", "浙江", 2, AlertStatus.RESOLVED, Severity.CRITICAL, true), 0);
        for (long t = wall; t < wall + 60_000; t += 5_000) {
            harness.setProcessingTime(t);
            harness.processBroadcastElement(Announcement.beat(t - 7_200_000), 0);
        }
        assertThat(pushes()).describedAs("two hours behind").isEmpty();

        for (long t = wall + 60_000; t < wall + 180_000; t += 5_000) {
            harness.setProcessingTime(t);
            harness.processBroadcastElement(Announcement.beat(t - 5_000), 0);
        }

        assertThat(pushes()).extracting(p -> p.incident().incident()).containsExactly(DELAY, DELAY);
        assertThat(pushes()).extracting(Push::reason).containsExactly(Reason.FIRST, Reason.FIRST);
        assertThat(pushes().get(0).incident().startsAt()).isEqualTo(NotifyFixtures.START);
    }

    @Test
    void shouldForgetAClosedIncidentAfterADay() throws Exception {
        open(null, T0);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        harness.processElement(NotifyFixtures.alert(DELAY, "浙江", 2, AlertStatus.RESOLVED, Severity.WARNING, false), 0);
        assertThat(pushes()).extracting(Push::reason).contains(Reason.FIRST, Reason.RESOLVED);

        harness.setProcessingTime(T0 + 86_400_001);

        assertThat(harness.numProcessingTimeTimers()).isZero();
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        harness.setProcessingTime(T0 + 86_400_001 + TrackIncidentsFunction.SETTLE_MS);
        assertThat(incidents()).extracting(Incident::revision).containsExactly(1, 2, 1);
    }

    private void beatUntil(long end) throws Exception {
        for (long t = T0; t <= end; t += 10_000) {
            harness.setProcessingTime(t);
            harness.processBroadcastElement(Announcement.beat(t), 0);
        }
    }

    private void open(OperatorSubtaskState from, long now) throws Exception {
        harness = NotifyFixtures.tracking(NotifyFixtures.settings("http://127.0.0.1:1/", "."), from, now);
    }

    private List<Push> pushes() {
        return NotifyFixtures.pushes(harness);
    }

    private List<Incident> incidents() {
        return harness.extractOutputValues();
    }
}
