package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTimelineTest {
    private static final long T0 = AlertFixtures.START;
    private static final long MINUTE = 60_000;
    private static final Group ISSUE = new Group(List.of("issue"), List.of("logistics.transit_delay"));
    private static final NotifyConfig ROUTED = NotifyFile.readOrThrow("notify.yaml", """
            apiVersion: tidewatch/notify/v1
            owners: {logistics-oncall: {receiver: logistics}}
            route:
              receiver: rest
              group_wait: 30s
              group_interval: 5m
              routes:
              - {matchers: ['severity="info"'], receiver: record-only}
              - {matchers: ['owner!=""'], receiver: owner}
            receivers:
            - {name: logistics, channels: [{type: console}]}
            - {name: record-only, channels: []}
            - {name: rest, channels: []}
            """);

    private static final String INHIBITING = """
            apiVersion: tidewatch/notify/v1
            owners: {logistics-oncall: {receiver: oncall}}
            route:
              receiver: rest
              group_wait: 30s
              routes:
              - {matchers: ['severity="critical"', 'owner!=""'], receiver: owner, group_wait: 0s}
              - {matchers: ['owner!=""'], receiver: owner}
            inhibit_rules:
            %sreceivers:
            - {name: oncall, channels: [{type: console}]}
            - {name: rest, channels: []}
            """;
    private static final NotifyConfig INHIBITED = NotifyFile.readOrThrow("notify.yaml", INHIBITING.formatted("""
            - {name: surge, source_matchers: ['alert="IssueSurge"'], target_matchers: ['kind="shift"'], equal: []}
            """));
    private static final Alert SHARE =
            of(new Group(List.of("brand"), List.of("acme")), "RefundShare", AlertKind.SHIFT, Severity.WARNING, T0, 200);

    private final List<DispatchTimeline.TimedAlert> alerts = new ArrayList<>();

    @Test
    void shouldNotNotifyAReceiverOfWhatIsRoutedElsewhere() {
        alert(0, surge(Severity.WARNING, 200));
        alert(20, of(ISSUE, "PublicSurge", AlertKind.SURGE, Severity.INFO, T0 + 20 * MINUTE, 60));

        assertThat(reasons(ROUTED, 60)).containsExactly(Reason.FIRST);
    }

    @Test
    void shouldMeasureGrowthWithinOneRule() {
        alert(0, surge(Severity.CRITICAL, 200));
        alert(30, of(ISSUE, "IssueDrift", AlertKind.DRIFT, Severity.WARNING, T0 + 30 * MINUTE, 400));
        alert(
                60,
                surge(Severity.CRITICAL, 5).toBuilder()
                        .revision(2)
                        .status(AlertStatus.RESOLVED)
                        .updatedAt(T0 + 60 * MINUTE)
                        .resolvedAt(T0 + 60 * MINUTE)
                        .build());

        assertThat(reasons(ROUTED, 90)).doesNotContain(Reason.DOUBLED);
    }

    @Test
    void shouldNotifyOfTheEndOfItsPartWhileTheIncidentGoesOnForOthers() {
        alert(0, surge(Severity.WARNING, 200));
        alert(20, of(ISSUE, "PublicSurge", AlertKind.SURGE, Severity.INFO, T0 + 20 * MINUTE, 60));
        alert(60, ended(surge(Severity.WARNING, 5), 60));
        alert(90, again(surge(Severity.WARNING, 150), 90));

        assertThat(reasons(ROUTED, 200)).containsExactly(Reason.FIRST, Reason.RESOLVED, Reason.REOPENED);
    }

    @Test
    void shouldNotifyOfEveryFurtherRiseOnceAfterTheGroupInterval() {
        alert(0, surge(Severity.CRITICAL, 200));
        alert(1, of(ISSUE, "IssueDrift", AlertKind.DRIFT, Severity.WARNING, T0 + MINUTE, 400));
        for (int wave = 1; wave <= 3; wave++) {
            alert(wave * 60L - 10, ended(wave == 1 ? surge(Severity.CRITICAL, 5) : again(wave), wave * 60L - 10));
            alert(wave * 60L, again(wave + 1));
        }

        List<DispatchTimeline.Notified> notified = DispatchTimeline.of(ROUTED, alerts, T0 + 200 * MINUTE);

        assertThat(notified)
                .extracting(DispatchTimeline.Notified::reason)
                .containsExactly(
                        Reason.FIRST, Reason.NEW_MEMBER, Reason.NEW_MEMBER, Reason.NEW_MEMBER, Reason.NEW_MEMBER);
        assertThat(notified)
                .extracting(DispatchTimeline.Notified::discriminator)
                .doesNotHaveDuplicates();
        assertThat(notified.get(2).at()).isEqualTo(T0 + 60 * MINUTE);
    }

    @Test
    void shouldNotifyOnceOfWhatBeganAndEndedBeforeItCame() {
        Alert late = surge(Severity.CRITICAL, 200);
        alerts.add(new DispatchTimeline.TimedAlert(T0 + 8 * 60 * MINUTE, late));
        alerts.add(new DispatchTimeline.TimedAlert(T0 + 8 * 60 * MINUTE + 1_000, ended(late, 30)));

        assertThat(reasons(ROUTED, 600)).containsExactly(Reason.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000, 0, 1_000})
    void shouldInhibitAtTheFlushAndNotOnArrival(long lagMs) {
        alerts.add(new DispatchTimeline.TimedAlert(T0, SHARE));
        alerts.add(new DispatchTimeline.TimedAlert(T0 + lagMs, surge(Severity.CRITICAL, 200)));

        assertThat(told(5)).doesNotContain("FIRST rule:RefundShare").contains("FIRST logistics.transit_delay");
        assertThat(inhibited(5)).containsExactly("RefundShare");
    }

    @Test
    void shouldInhibitInTheSameInstantWithoutAGroupWait() {
        alert(0, SHARE.toBuilder().severity(Severity.CRITICAL).build());
        alert(0, surge(Severity.CRITICAL, 200));

        assertThat(told(5)).containsExactly("FIRST logistics.transit_delay");
    }

    @Test
    void shouldNotifyOfWhatWasInhibitedAGroupWaitAfterItsExplanationEnds() {
        alert(0, SHARE);
        alert(0, surge(Severity.CRITICAL, 200));
        alert(20, ended(surge(Severity.CRITICAL, 5), 20));

        assertThat(told(60)).endsWith("RESOLVED logistics.transit_delay", "FIRST rule:RefundShare");
        assertThat(DispatchTimeline.of(INHIBITED, alerts, T0 + 60 * MINUTE)
                        .get(2)
                        .at())
                .isEqualTo(T0 + 20 * MINUTE + 30_000);
        assertThat(inhibited(19)).containsExactly("RefundShare");
        assertThat(inhibited(21)).isEmpty();
    }

    @Test
    void shouldNotNotifyOfWhatBeganAndEndedWhileItWasInhibited() {
        alert(0, SHARE);
        alert(0, surge(Severity.CRITICAL, 200));
        alert(10, ended(SHARE, 10));
        alert(11, ended(SHARE, 10)); // a repeat
        alert(20, ended(surge(Severity.CRITICAL, 5), 20));
        alert(21, ended(SHARE, 10));

        assertThat(told(60)).containsExactly("FIRST logistics.transit_delay", "RESOLVED logistics.transit_delay");
    }

    @Test
    void shouldNotifyOfNeitherWhenItEndsWithItsExplanation() {
        alert(0, SHARE);
        alert(0, surge(Severity.CRITICAL, 200));
        alert(20, ended(SHARE, 20));
        alert(20, ended(surge(Severity.CRITICAL, 5), 20));

        assertThat(told(60)).doesNotContain("FIRST rule:RefundShare", "RESOLVED rule:RefundShare");
    }

    @Test
    void shouldNotifyOfTheEndOfWhatItWasNotifiedOfAndOfNothingBetween() {
        alert(0, SHARE);
        alert(10, surge(Severity.CRITICAL, 200));
        alert(
                20,
                SHARE.toBuilder()
                        .revision(2)
                        .updatedAt(T0 + 20 * MINUTE)
                        .value(SHARE.value().toBuilder().originals(900).build())
                        .build());
        alert(
                600,
                ended(SHARE.toBuilder().revision(2).build(), 600).toBuilder()
                        .revision(3)
                        .build());

        assertThat(told(700))
                .filteredOn(t -> t.endsWith("RefundShare"))
                .containsExactly("FIRST rule:RefundShare", "RESOLVED rule:RefundShare");
    }

    @Test
    void shouldNotifyAtTheFlushWhenTheExplanationCameAndWentWithinTheGroupWait() {
        alerts.add(new DispatchTimeline.TimedAlert(T0, SHARE));
        alerts.add(new DispatchTimeline.TimedAlert(T0 + 1_000, surge(Severity.CRITICAL, 200)));
        alerts.add(new DispatchTimeline.TimedAlert(T0 + 2_000, SHARE));
        alerts.add(new DispatchTimeline.TimedAlert(T0 + 20_000, ended(surge(Severity.CRITICAL, 5), 1)));

        assertThat(DispatchTimeline.of(INHIBITED, alerts, T0 + 5 * MINUTE))
                .filteredOn(n -> n.incident().incident().equals(SHARE.incident()))
                .extracting(DispatchTimeline.Notified::at)
                .containsExactly(T0 + 30_000);
    }

    @Test
    void shouldLeaveAnInhibitedMemberOutOfItsIncident() {
        Alert quiet = of(ISSUE, "DelayShare", AlertKind.SHIFT, Severity.CRITICAL, T0, 5_000);
        alert(0, of(ISSUE, "IssueDrift", AlertKind.DRIFT, Severity.WARNING, T0, 40));
        alert(5, surge(Severity.INFO, 10));
        alert(5, quiet);
        alert(30, ended(surge(Severity.INFO, 10), 30));
        alert(60, ended(quiet, 60));

        List<DispatchTimeline.Notified> notified = DispatchTimeline.of(INHIBITED, alerts, T0 + 90 * MINUTE);

        assertThat(notified)
                .extracting(n -> n.reason() + " " + (n.at() - T0) / MINUTE + " "
                        + n.incident().severity().wire())
                .containsExactly("FIRST 0 warning", "NEW_MEMBER 5 warning", "SEVERITY_UP 30 critical");
        assertThat(notified.get(1).incident().members())
                .extracting(m -> m.rule())
                .doesNotContain("DelayShare");
    }

    /** Each receiver flushes by itself: one was notified before the explanation came, the other waited longer. */
    @Test
    void shouldTellTheEndToThoseWhoWereNotifiedOnly() {
        NotifyConfig config = NotifyFile.readOrThrow("notify.yaml", """
                apiVersion: tidewatch/notify/v1
                route:
                  receiver: slow
                  group_wait: 30s
                  routes:
                  - {matchers: ['kind="shift"'], receiver: quick, group_wait: 5s, continue: true}
                  - {matchers: ['kind="shift"'], receiver: slow}
                  - {matchers: ['kind="surge"'], receiver: none}
                inhibit_rules:
                - {name: surge, source_matchers: ['alert="IssueSurge"'], target_matchers: ['kind="shift"'], equal: []}
                receivers:
                - {name: quick, channels: [{type: console}]}
                - {name: slow, channels: [{type: console}]}
                - {name: none, channels: []}
                """);
        alerts.add(new DispatchTimeline.TimedAlert(T0, SHARE));
        alerts.add(new DispatchTimeline.TimedAlert(T0 + 10_000, surge(Severity.CRITICAL, 200)));
        alert(20, ended(SHARE, 20));
        alert(30, ended(surge(Severity.CRITICAL, 5), 30));

        assertThat(DispatchTimeline.of(config, alerts, T0 + 60 * MINUTE))
                .extracting(n -> n.receiver() + " " + n.reason())
                .containsExactly("quick FIRST", "quick RESOLVED");
    }

    @Test
    void shouldNotLetTwoIncidentsThatExplainEachOtherVanish() {
        NotifyConfig config = NotifyFile.readOrThrow("notify.yaml", INHIBITING.formatted("""
                - {name: surge, source_matchers: ['alert="IssueSurge"'], target_matchers: ['kind="shift"'], equal: []}
                - {name: share, source_matchers: ['kind="shift"'], target_matchers: ['alert="IssueSurge"'], equal: []}
                """));
        alert(0, SHARE);
        alert(0, surge(Severity.CRITICAL, 200));

        assertThat(DispatchTimeline.of(config, alerts, T0 + 5 * MINUTE))
                .extracting(n -> n.incident().incident())
                .containsExactly("logistics.transit_delay");
    }

    private static Alert again(int wave) {
        return again(surge(Severity.CRITICAL, 200), wave * 60L - 60);
    }

    /** Another episode of the same rule and group. */
    private static Alert again(Alert a, long minute) {
        long at = T0 + minute * MINUTE;
        return a.toBuilder()
                .id(a.id() + "@" + minute)
                .startsAt(at)
                .firedAt(at)
                .updatedAt(at)
                .build();
    }

    private static Alert ended(Alert a, long minute) {
        return a.toBuilder()
                .revision(2)
                .status(AlertStatus.RESOLVED)
                .updatedAt(T0 + minute * MINUTE)
                .resolvedAt(T0 + minute * MINUTE)
                .build();
    }

    private void alert(long minute, Alert a) {
        alerts.add(new DispatchTimeline.TimedAlert(T0 + minute * MINUTE, a));
    }

    private List<String> told(long untilMinute) {
        return DispatchTimeline.of(INHIBITED, alerts, T0 + untilMinute * MINUTE).stream()
                .map(n -> n.reason() + " " + n.incident().incident())
                .toList();
    }

    private List<String> inhibited(long atMinute) {
        return DispatchTimeline.inhibited(INHIBITED, alerts, T0 + atMinute * MINUTE).stream()
                .map(Alert::rule)
                .toList();
    }

    private List<Reason> reasons(NotifyConfig config, long untilMinute) {
        return DispatchTimeline.of(config, alerts, T0 + untilMinute * MINUTE).stream()
                .map(DispatchTimeline.Notified::reason)
                .toList();
    }

    private static Alert surge(Severity severity, long originals) {
        Group zhejiang = new Group(List.of("issue", "region"), List.of("logistics.transit_delay", "浙江"));
        return of(zhejiang, "IssueSurge", AlertKind.SURGE, severity, T0, originals);
    }

    private static Alert of(Group group, String rule, AlertKind kind, Severity severity, long at, long originals) {
        String issue = group.get("issue");
        Alert like = AlertFixtures.surge().severity(severity).build();
        return Alert.builder(
                        rule + "-1", "f-" + rule, issue == null ? "rule:" + rule : issue, rule, kind, severity, group)
                .startsAt(at)
                .firedAt(at)
                .updatedAt(at)
                .windowMs(600_000)
                .value(AlertValue.builder()
                        .posts(originals)
                        .originals(originals)
                        .authors(originals)
                        .build())
                .summary(like.summary())
                .owner("logistics-oncall")
                .build();
    }
}
