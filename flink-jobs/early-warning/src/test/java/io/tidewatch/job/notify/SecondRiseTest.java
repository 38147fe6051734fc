package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trace;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent of an incident over hours, and of one that is hours old when it comes. */
class SecondRiseTest {
    private static final long T0 = NotifyFixtures.START;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final String DELAY = "logistics.transit_delay";
    private static final Group ZHEJIANG = new Group(List.of("issue", "region"), List.of(DELAY, "浙江"));
    private static final Group ALL = new Group(List.of("issue"), List.of(DELAY));

    private KeyedBroadcastOperatorTestHarness<String, Alert, Announcement, Incident> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldNotifyOfASecondWaveThatBeginsWhileADriftKeepsTheIncidentOpen() throws Exception {
        open(T0);
        Alert drift = alert("drift", "IssueDrift", AlertKind.DRIFT, ALL, Severity.WARNING, 30, 400);
        Alert second = alert("second", "IssueSurge", AlertKind.SURGE, ZHEJIANG, Severity.CRITICAL, 180, 390);
        at(0, alert("first", "IssueSurge", AlertKind.SURGE, ZHEJIANG, Severity.CRITICAL, 0, 200));
        at(30, drift);
        at(
                60,
                alert("first", "IssueSurge", AlertKind.SURGE, ZHEJIANG, Severity.CRITICAL, 0, 5).toBuilder()
                        .revision(2)
                        .status(AlertStatus.RESOLVED)
                        .resolution(Resolution.RECOVERED)
                        .updatedAt(T0 + HOUR)
                        .resolvedAt(T0 + HOUR)
                        .build());
        at(180, second);
        for (int minute = 181; minute <= 240; minute++) {
            at(minute, second, drift);
        }

        assertThat(pushes())
                .filteredOn(p -> p.createdAt() >= T0 + 180 * MINUTE && p.createdAt() <= T0 + 190 * MINUTE)
                .extracting(Push::reason)
                .containsAnyOf(Reason.NEW_MEMBER, Reason.REOPENED, Reason.SEVERITY_UP);
    }

    @Test
    void shouldNotPageForWhatBeganAndEndedWhileItWasAway() throws Exception {
        open(T0 + 8 * HOUR);

        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        harness.processElement(NotifyFixtures.alert(DELAY, "浙江", 2, AlertStatus.RESOLVED, Severity.WARNING, false), 0);
        harness.setProcessingTime(T0 + 9 * HOUR);

        assertThat(pushes()).filteredOn(p -> p.channel() == 0).hasSizeLessThanOrEqualTo(1);
    }

    /** An alert of an hour ago: it lay unread, or the detector itself was so far behind. */
    @ParameterizedTest
    @CsvSource({"0, RESOLVED", "60, FIRST RESOLVED"})
    void shouldSendOnlyTheEndOfWhatLayUnread(int detectorBehindMinutes, String reasons) throws Exception {
        Alert fired = NotifyFixtures.firing("浙江");
        Trace trace = new Trace(0, 0, fired.firedAt() + detectorBehindMinutes * MINUTE + 1_000);
        open(T0 + HOUR);

        harness.processElement(fired.toBuilder().trace(trace).build(), 0);
        harness.setProcessingTime(T0 + HOUR + 5_000);
        harness.processElement(
                NotifyFixtures.alert(DELAY, "浙江", 2, AlertStatus.AMENDED, Severity.WARNING, false).toBuilder()
                        .trace(trace)
                        .build(),
                0);
        harness.processElement(NotifyFixtures.alert(DELAY, "浙江", 3, AlertStatus.RESOLVED, Severity.WARNING, false), 0);
        harness.setProcessingTime(T0 + 2 * HOUR);

        assertThat(pushes())
                .filteredOn(p -> p.channel() == 0)
                .extracting(p -> p.reason().name())
                .containsExactly(reasons.split(" "));
        assertThat(pushes()).last().extracting(Push::isWholeStory).isEqualTo(detectorBehindMinutes == 0);
    }

    /** Of an incident that it knew, too, a receiver is not told what rose and fell while the job was away. */
    @Test
    void shouldNotNotifyOfChangesThatLayUnreadAndAreOver() throws Exception {
        open(T0);
        Alert known = NotifyFixtures.firing("浙江");
        harness.processElement(known, 0);
        harness.setProcessingTime(T0 + 20_000);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T0 + 3 * HOUR);
        Trace trace = new Trace(0, 0, known.firedAt() + 1_000);
        Alert other = NotifyFixtures.firing("广东").toBuilder().trace(trace).build();
        harness.processElement(amended(known, 2, 30, Severity.CRITICAL, trace), 0);
        harness.processElement(other, 0);
        harness.setProcessingTime(T0 + 3 * HOUR + 2_000);
        harness.processElement(amended(known, 3, 60, Severity.WARNING, trace), 0);
        harness.processElement(
                amended(other, 2, 60, Severity.WARNING, trace).toBuilder()
                        .status(AlertStatus.RESOLVED)
                        .resolvedAt(T0 + HOUR)
                        .build(),
                0);
        harness.setProcessingTime(T0 + 3 * HOUR + 20 * MINUTE);

        assertThat(pushes()).isEmpty();
        assertThat(harness.extractOutputValues()).hasSize(4);
    }

    private static Alert amended(Alert a, int revision, long minute, Severity severity, Trace trace) {
        return a.toBuilder()
                .revision(revision)
                .status(AlertStatus.AMENDED)
                .severity(severity)
                .updatedAt(T0 + minute * MINUTE)
                .trace(trace)
                .build();
    }

    /** Two subtasks of the detector write them at the same time; the job may be killed between. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void shouldNameAnIncidentTheSameInWhateverOrderItsAlertsCome(boolean laterFirst, boolean restored)
            throws Exception {
        Alert first = NotifyFixtures.firing("浙江");
        Alert later = NotifyFixtures.firing("广东").toBuilder()
                .startsAt(first.startsAt() + 30_000)
                .firedAt(first.firedAt() + 30_000)
                .build();
        open(T0 + 2 * MINUTE);
        harness.processElement(laterFirst ? later : first, 0);
        harness.setProcessingTime(T0 + 2 * MINUTE + 500);
        if (restored) {
            OperatorSubtaskState kept = harness.snapshot(1, 1);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.close();
            open(kept, T0 + 2 * MINUTE + 600);
        }
        harness.processElement(laterFirst ? first : later, 0);
        harness.setProcessingTime(T0 + 2 * MINUTE + 20_000);

        String id = DELAY + "@" + first.startsAt() / 1_000;
        assertThat(harness.extractOutputValues())
                .extracting(i -> i.id() + " " + i.revision() + " " + i.members().size())
                .containsExactly(id + " 1 2");
        assertThat(pushes())
                .extracting(Push::delivery)
                .containsExactly(
                        Dispatch.deliveryId(id, "logistics", 0, Reason.FIRST, "0"),
                        Dispatch.deliveryId(id, "logistics", 1, Reason.FIRST, "0"));
    }

    /** What fired earlier names the incident; that a later alert looks back further does not change it at a replay. */
    @Test
    void shouldBeNamedByTheAlertThatFiredFirstAtWhateverPaceTheyAreRead() throws Exception {
        Alert first = NotifyFixtures.firing("浙江");
        Alert later = NotifyFixtures.firing("广东").toBuilder()
                .startsAt(first.startsAt() - 30_000)
                .firedAt(first.firedAt() + 60_000)
                .build();
        List<String> names = new ArrayList<>();
        for (long pace : List.of(0L, 60_000L)) {
            if (harness != null) {
                harness.close();
            }
            open(T0 + 2 * MINUTE);
            harness.processElement(first, 0);
            harness.setProcessingTime(T0 + 2 * MINUTE + pace);
            harness.processElement(later, 0);
            harness.setProcessingTime(T0 + 5 * MINUTE);
            names.add(harness.extractOutputValues().get(0).id());
        }

        assertThat(names).containsOnly(DELAY + "@" + first.startsAt() / 1_000);
    }

    @Test
    void shouldWriteBothBeginAndEndOfWhatEndsAtOnce() throws Exception {
        open(T0 + 2 * MINUTE);
        harness.processElement(NotifyFixtures.firing("浙江"), 0);
        harness.processElement(NotifyFixtures.alert(DELAY, "浙江", 2, AlertStatus.RESOLVED, Severity.WARNING, false), 0);

        assertThat(harness.extractOutputValues())
                .extracting(i -> i.revision() + " " + i.status().wire())
                .containsExactly("1 open", "2 resolved");
        assertThat(pushes())
                .filteredOn(p -> p.channel() == 0)
                .extracting(Push::reason)
                .containsExactly(Reason.FIRST, Reason.RESOLVED);
    }

    private static Alert alert(
            String id, String rule, AlertKind kind, Group group, Severity severity, long minute, long originals) {
        Alert like = NotifyFixtures.firing("浙江");
        long at = T0 + minute * MINUTE;
        return Alert.builder(id, rule + group.key(), DELAY, rule, kind, severity, group)
                .startsAt(at)
                .firedAt(at)
                .updatedAt(at)
                .windowMs(600_000)
                .value(like.value().toBuilder()
                        .posts(originals)
                        .originals(originals)
                        .authors(originals)
                        .build())
                .summary(like.summary())
                .owner(like.owner())
                .build();
    }

    /** Lets time pass to a minute, in the steps of the timers, and takes alerts there. */
    private void at(long minute, Alert... alerts) throws Exception {
        for (long t = harness.getProcessingTime() + 10_000; t <= T0 + minute * MINUTE; t += 10_000) {
            harness.setProcessingTime(t);
        }
        for (Alert a : alerts) {
            harness.processElement(a, 0);
        }
    }

    private void open(long now) throws Exception {
        open(null, now);
    }

    private void open(OperatorSubtaskState from, long now) throws Exception {
        harness = NotifyFixtures.tracking(NotifyFixtures.settings("http://127.0.0.1:1/", "."), from, now);
    }

    private List<Push> pushes() {
        return NotifyFixtures.pushes(harness);
    }
}
