package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.NotifyFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchTest {
    private static final long T0 = AlertFixtures.START + 120_000;
    private static final String TEXT = """
            apiVersion: tidewatch/notify/v1
            owners:
              logistics-oncall: {receiver: logistics}
            time_intervals:
            - {name: night, times: [{start: '22:00', end: '07:00'}]}
            route:
              receiver: rest
              group_wait: 10s
              group_interval: 2m
              repeat_interval: 4h
              routes:
              - {matchers: ['severity="info"'], receiver: record-only}
              - {matchers: ['severity="critical"'], receiver: owner, group_wait: 0s}
              - {matchers: ['region="西藏"'], receiver: quiet, mute_time_intervals: [night]}
              - {matchers: ['owner!=""'], receiver: owner}
            receivers:
            - {name: logistics, channels: [{type: console}]}
            - {name: quiet, channels: [{type: console}]}
            - {name: record-only, channels: []}
            - {name: rest, channels: [{type: console}]}
            """;

    private static final Group ZHEJIANG = new Group(List.of("region"), List.of("浙江"));

    private final Incidents incidents = new Incidents();
    private final Dispatch dispatch = new Dispatch(NotifyFile.readOrThrow("notify.yaml", TEXT));
    private final List<String> ids = new ArrayList<>();
    private IncidentState state;

    @Test
    void shouldNotifyOfAWarningAfterTheGroupWaitAndOnlyOnce() {
        assertThat(apply(AlertFixtures.surge().build(), T0)).isEmpty();
        assertThat(at(T0 + 9_999)).isEmpty();
        assertThat(at(T0 + 10_000)).containsExactly(Reason.FIRST);
        assertThat(at(T0 + 10_001)).isEmpty();
        assertThat(apply(AlertFixtures.surge().build(), T0 + 60_000)).isEmpty();
    }

    @Test
    void shouldNotifyOfACriticalAtOnce() {
        assertThat(apply(AlertFixtures.surge().severity(Severity.CRITICAL).build(), T0))
                .containsExactly(Reason.FIRST);
    }

    @Test
    void shouldNotifyOfAWorseSeverityAtOnceAndNotAgainWhenItFlaps() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);

        assertThat(apply(
                        AlertFixtures.surge()
                                .revision(2)
                                .severity(Severity.CRITICAL)
                                .build(),
                        T0 + 11_000))
                .containsExactly(Reason.SEVERITY_UP);
        assertThat(apply(AlertFixtures.surge().revision(3).build(), T0 + 12_000))
                .isEmpty();
        assertThat(apply(
                        AlertFixtures.surge()
                                .revision(4)
                                .severity(Severity.CRITICAL)
                                .build(),
                        T0 + 13_000))
                .isEmpty();
    }

    @Test
    void shouldNotifyOfANewRegionAfterTheGroupInterval() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);

        assertThat(apply(AlertFixtures.surge().region("江苏").build(), T0 + 20_000))
                .isEmpty();
        assertThat(at(T0 + 129_999)).isEmpty();
        assertThat(at(T0 + 130_000)).containsExactly(Reason.NEW_MEMBER);
        assertThat(at(T0 + 900_000)).isEmpty();
    }

    @Test
    void shouldNotCallItANewGroupWhenAnotherRuleCountsTheGroupOfARemovedOne() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);
        apply(AlertFixtures.surge().rule("Other").build(), T0 + 20_000);
        apply(
                AlertFixtures.surge()
                        .revision(2)
                        .resolved(Resolution.RULE_REMOVED)
                        .build(),
                T0 + 30_000);

        Dispatch.Notification by =
                dispatch.decide(state, T0 + 130_000).notifications().get(0);
        apply(AlertFixtures.surge().rule("Other").region("江苏").build(), T0 + 125_000);
        Dispatch.Notification more =
                dispatch.decide(state, T0 + 130_000).notifications().get(0);

        assertThat(by.reason()).isEqualTo(Reason.NEW_MEMBER);
        assertThat(by.known()).isEqualTo(KnownBefore.OTHER_RULES);
        assertThat(more.known()).isEqualTo(KnownBefore.INCIDENT);
    }

    @Test
    void shouldNotifyOfEachDoublingOnceButOfNoSmallerAmendment() {
        apply(AlertFixtures.surge().originals(100).build(), T0);
        at(T0 + 10_000);

        assertThat(apply(AlertFixtures.surge().revision(2).originals(199).build(), T0 + 300_000))
                .isEmpty();
        assertThat(apply(AlertFixtures.surge().revision(3).originals(200).build(), T0 + 310_000))
                .containsExactly(Reason.DOUBLED);
        assertThat(apply(AlertFixtures.surge().revision(4).originals(150).build(), T0 + 500_000))
                .isEmpty();
        assertThat(apply(AlertFixtures.surge().revision(5).originals(250).build(), T0 + 700_000))
                .isEmpty();
        assertThat(apply(AlertFixtures.surge().revision(6).originals(401).build(), T0 + 900_000))
                .containsExactly(Reason.DOUBLED);
        assertThat(ids).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void shouldNotifyOfMoreSingleMessagesAfterAnHour() {
        apply(single(1, 1), T0);
        at(T0 + 10_000);

        assertThat(apply(single(2, 2), T0 + 600_000)).isEmpty();
        assertThat(at(T0 + 10_000 + 3_599_999)).isEmpty();
        assertThat(at(T0 + 10_000 + 3_600_000)).containsExactly(Reason.DOUBLED);
    }

    private static Alert single(int revision, int messages) {
        return AlertFixtures.surge().revision(revision).originals(messages).build().toBuilder()
                .kind(AlertKind.MATCH)
                .build();
    }

    @Test
    void shouldRemindAfterTheRepeatInterval() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);
        long four = 4 * 3_600_000L;

        assertThat(at(T0 + 10_000 + four - 1)).isEmpty();
        assertThat(at(T0 + 10_000 + four)).containsExactly(Reason.REPEAT);
        assertThat(at(T0 + 10_000 + 2 * four)).containsExactly(Reason.REPEAT);
        assertThat(ids).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void shouldNotifyOfTheEndAtOnceAndOfNothingAfterIt() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);

        assertThat(apply(AlertFixtures.surge().revision(2).resolved().build(), T0 + 11_000))
                .containsExactly(Reason.RESOLVED);
        assertThat(at(T0 + 100_000_000)).isEmpty();
    }

    @Test
    void shouldNotifyOfTheBeginBeforeTheEndWhenItEndsWithinTheGroupWait() {
        apply(AlertFixtures.surge().build(), T0);

        assertThat(apply(AlertFixtures.surge().revision(2).resolved().build(), T0 + 1_000))
                .containsExactly(Reason.FIRST, Reason.RESOLVED);
        assertThat(at(T0 + 100_000_000)).isEmpty();
    }

    @Test
    void shouldNotNotifyOfWhatLiesInThePast() {
        assertThat(apply(
                        AlertFixtures.surge()
                                .historical()
                                .severity(Severity.CRITICAL)
                                .build(),
                        T0))
                .isEmpty();
        assertThat(apply(
                        AlertFixtures.surge()
                                .historical()
                                .revision(2)
                                .resolved()
                                .build(),
                        T0 + 1_000))
                .isEmpty();
        assertThat(at(T0 + 100_000_000)).isEmpty();
    }

    @Test
    void shouldNotifyOfAStillOpenHistoricalIncidentOnceWhenCaughtUp() {
        long wall = T0 + 86_400_000;
        apply(AlertFixtures.surge().historical().build(), wall);
        DetectorHeartbeat current =
                DetectorHeartbeat.NONE.beat(wall, wall, 900_000).beat(wall + 15_000, wall + 15_000, 900_000);

        state = incidents.catchUp(state, current, 900_000, wall + 15_000).state();

        assertThat(at(wall + 15_000)).containsExactly(Reason.FIRST);
        assertThat(at(wall + 20_000)).isEmpty();
        assertThat(incidents.catchUp(state, current, 900_000, wall + 20_000)).isNull();
    }

    @Test
    void shouldKeepInfoForTheRecordOnly() {
        apply(AlertFixtures.surge().severity(Severity.INFO).build(), T0);

        assertThat(at(T0 + 10_000)).containsExactly(Reason.FIRST);
        assertThat(state.notificationLog())
                .extracting(NotificationLogEntry::receiver)
                .containsExactly("record-only");
    }

    @Test
    void shouldNotifyTheDefaultWhenNobodyOwnsIt() {
        apply(AlertFixtures.surge().owner(null).build(), T0);

        assertThat(state.notificationLog())
                .extracting(NotificationLogEntry::receiver)
                .containsExactly("rest");
    }

    @Test
    void shouldWaitWhileATimeIntervalMutesTheRoute() {
        long night = AlertFixtures.START + 3 * 3_600_000; // 23:01
        apply(AlertFixtures.surge().region("西藏").startsAt(night).build(), night);

        assertThat(at(night + 60_000)).isEmpty();
        assertThat(at(night + 8 * 3_600_000 - 61_000)).isEmpty();
        assertThat(at(night + 8 * 3_600_000)).containsExactly(Reason.FIRST); // 07:01
    }

    @Test
    void shouldNotifyAgainWhenALostIncidentComesBack() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);
        DetectorHeartbeat p = DetectorHeartbeat.NONE;
        for (long t = T0; t <= T0 + 300_000; t += 60_000) {
            p = p.beat(t, t, 900_000);
        }
        Incidents.Step lost = incidents.closeLost(state, p, T0 + 300_000);
        state = lost.state();

        assertThat(at(T0 + 300_000)).containsExactly(Reason.RESOLVED);
        assertThat(apply(AlertFixtures.surge().build(), T0 + 360_000)).containsExactly(Reason.REOPENED);
        assertThat(apply(AlertFixtures.surge().revision(2).resolved().build(), T0 + 400_000))
                .containsExactly(Reason.RESOLVED);
        assertThat(ids).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void shouldGiveTheSameDeliveryIdWhenReplayedAtAnotherPace() {
        apply(AlertFixtures.surge().build(), T0);
        at(T0 + 10_000);
        apply(AlertFixtures.surge().region("江苏").build(), T0 + 11_000);
        List<String> before = List.copyOf(ids);

        state = null;
        ids.clear();
        apply(AlertFixtures.surge().build(), T0 + 50_000);
        apply(AlertFixtures.surge().region("江苏").build(), T0 + 50_001);
        at(T0 + 60_000);

        assertThat(before).hasSize(1);
        assertThat(ids).isEqualTo(before);
    }

    @Test
    void shouldNotifyOnceOfARegionalCrisisThatThreeLevelsSeeAtOnce() {
        // given
        Alert region = at(AlertFixtures.surge(), ZHEJIANG).build();
        apply(region, T0);
        apply(partOf(region, AlertFixtures.surge().rule("Nation").region("")), T0);
        apply(partOf(region, AlertFixtures.surge().rule("Product").region("kettle")), T0);
        // when
        List<Reason> reasons = at(T0 + 10_000);
        reasons.addAll(apply(at(AlertFixtures.surge().revision(2), ZHEJIANG).build(), T0 + 200_000));
        reasons.addAll(apply(
                partOf(region, AlertFixtures.surge().rule("Nation").region("").revision(2)), T0 + 300_000));
        reasons.addAll(apply(partOf(region, AlertFixtures.surge().rule("Single").region("x")), T0 + 400_000));
        // then
        assertThat(reasons).containsExactly(Reason.FIRST);
    }

    @Test
    void shouldSayOnceThatItHappensElsewhere() {
        // given
        apply(at(AlertFixtures.surge(), ZHEJIANG).build(), T0);
        at(T0 + 10_000);
        AlertFixtures nationwide = AlertFixtures.surge().rule("Nation").region("");
        Alert nation = at(nationwide, Group.ALL).build();
        // when
        apply(
                at(AlertFixtures.surge().revision(2), ZHEJIANG)
                        .partOf(nation.id())
                        .build(),
                T0 + 200_000);
        Incidents.Step joined = incidents.apply(state, nation, T0 + 200_000);
        Dispatch.Notification said =
                dispatch.decide(joined.state(), T0 + 200_000).notifications().get(0);
        List<Reason> reasons = apply(nation, T0 + 200_000);
        reasons.addAll(apply(at(nationwide.revision(2), Group.ALL).build(), T0 + 900_000));
        // then
        assertThat(reasons).containsExactly(Reason.LEVEL_CHANGED);
        assertThat(said.levelBefore()).isEqualTo(ZHEJIANG);
        assertThat(said.view().incident().level()).isEqualTo(Group.ALL);
    }

    @Test
    void shouldBeSilentWhenAnotherAlertTellsTheSameLevel() {
        // given
        AlertFixtures nationwide = AlertFixtures.surge().rule("Nation").region("");
        Alert region = at(AlertFixtures.surge(), ZHEJIANG).build();
        apply(region, T0);
        apply(partOf(region, nationwide), T0);
        at(T0 + 10_000);
        // when
        List<Reason> reasons = new ArrayList<>(
                apply(at(AlertFixtures.surge().revision(2).resolved(), ZHEJIANG).build(), T0 + 300_000));
        reasons.addAll(apply(at(nationwide.revision(2), ZHEJIANG).build(), T0 + 300_000));
        reasons.addAll(at(T0 + 900_000));
        // then
        assertThat(reasons).isEmpty();
        assertThat(apply(at(nationwide.revision(3).resolved(), ZHEJIANG).build(), T0 + 1_000_000))
                .containsExactly(Reason.RESOLVED);
    }

    @Test
    void shouldNotCallItOverWhileWhatItToldRecedes() {
        // given
        AlertFixtures nationwide = AlertFixtures.surge().rule("Nation").region("");
        Alert region = at(AlertFixtures.surge(), ZHEJIANG).build();
        apply(region, T0);
        apply(partOf(region, nationwide), T0);
        at(T0 + 10_000);
        // when
        List<Reason> reasons =
                apply(at(AlertFixtures.surge().revision(2).resolved(), ZHEJIANG).build(), T0 + 300_000);
        reasons.addAll(at(T0 + 5 * 3_600_000));
        // then
        assertThat(reasons).isEmpty();
        assertThat(apply(partOf(region, nationwide.revision(3).resolved()), T0 + 6 * 3_600_000))
                .containsExactly(Reason.RESOLVED);
    }

    private static Alert.Builder at(AlertFixtures a, Group level) {
        return a.build().toBuilder().level(level);
    }

    private static Alert partOf(Alert leader, AlertFixtures a) {
        return a.build().toBuilder().severity(Severity.INFO).partOf(leader.id()).build();
    }

    private List<Reason> apply(Alert a, long now) {
        IncidentState before = state;
        Incidents.Step step = incidents.apply(state, a, now);
        List<Reason> out = new ArrayList<>();
        IncidentState next = step.state();
        if (before != null && before.isOpen() && !next.isOpen()) {
            Dispatch.Outcome owed = dispatch.beforeTheEnd(before, now);
            take(owed, out);
            next = next.withNotificationLog(owed.state().notificationLog());
        }
        state = next;
        out.addAll(at(now));
        return out;
    }

    private List<Reason> at(long now) {
        List<Reason> out = new ArrayList<>();
        Dispatch.Outcome o = dispatch.decide(state, now);
        state = o.state();
        take(o, out);
        return out;
    }

    private void take(Dispatch.Outcome o, List<Reason> out) {
        o.notifications().forEach(t -> {
            out.add(t.reason());
            ids.add(t.deliveryId(o.state().incident().id(), 0));
        });
    }
}
