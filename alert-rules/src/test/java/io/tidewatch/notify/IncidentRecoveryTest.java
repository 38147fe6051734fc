package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.InhibitRule;
import io.tidewatch.notify.config.Matcher;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An incident plays; then all is forgotten but what was written of it. */
class IncidentRecoveryTest {
    private static final long T0 = AlertFixtures.START + 120_000;
    private static final NotifyConfig CONFIG = NotifyFile.readOrThrow("notify.yaml", """
            apiVersion: tidewatch/notify/v1
            owners:
              logistics-oncall: {receiver: logistics}
            route:
              receiver: rest
              group_wait: 10s
              group_interval: 2m
              repeat_interval: 1h
              routes:
              - {matchers: ['severity="critical"'], receiver: chief, continue: true}
              - {matchers: ['owner!=""'], receiver: owner}
            receivers:
            - {name: logistics, channels: [{type: console}, {type: console}]}
            - {name: chief, channels: [{type: console}]}
            - {name: rest, channels: [{type: console}]}
            """);

    private final Incidents incidents = new Incidents();
    private final Dispatch dispatch = new Dispatch(CONFIG);
    private final List<IncidentRecovery.Revision> revisions = new ArrayList<>();
    private final Map<String, Severity> worst = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, Receipt> receipts = new HashMap<>();
    private IncidentState state;
    private Inhibition mutes = Inhibition.NONE;

    @Test
    void shouldNotifyNothingTwiceAndGoOnWhereItWas() {
        apply(AlertFixtures.surge().originals(100).build(), T0);
        pass(T0 + 10_000);
        assertThat(receipts).hasSize(2);

        IncidentState found = recover(T0 + 20_000);

        assertThat(found.incident()).isEqualTo(state.incident());
        assertThat(decide(found, T0 + 20_000)).isEmpty();
        state = found;
        assertThat(apply(
                        AlertFixtures.surge()
                                .revision(2)
                                .severity(Severity.CRITICAL)
                                .originals(100)
                                .build(),
                        T0 + 30_000))
                .contains(Reason.SEVERITY_UP);
        pass(T0 + 40_000);
        assertThat(apply(AlertFixtures.surge().revision(3).resolved().build(), T0 + 50_000))
                .containsOnly(Reason.RESOLVED);
    }

    @Test
    void shouldResendWhatNoChannelHasSettled() {
        apply(AlertFixtures.surge().build(), T0);
        pass(T0 + 10_000);
        receipts.replaceAll((id, r) -> failed(r));

        IncidentState found = recover(T0 + 20_000);

        assertThat(found.notificationLog()).isEmpty();
        assertThat(decide(found, T0 + 20_000)).isEmpty();
        assertThat(dispatch.decide(dispatch.decide(found, T0 + 20_000).state(), T0 + 30_000)
                        .notifications())
                .extracting(Dispatch.Notification::reason)
                .containsExactly(Reason.FIRST);
    }

    @Test
    void shouldTryAgainWhatOneChannelStillOwesForADay() {
        apply(AlertFixtures.surge().build(), T0);
        pass(T0 + 10_000);
        String second = receipts.keySet().stream().sorted().toList().get(1);
        receipts.remove(second);

        assertThat(recover(T0 + 20_000).notificationLog()).isEmpty();
        assertThat(recover(T0 + 25 * 3_600_000L).notificationLog()).hasSize(1);
    }

    @Test
    void shouldKeepWhatTheDetectorHasNotSaidToTheIncidentForLater() {
        apply(AlertFixtures.surge().build(), T0);
        pass(T0 + 10_000);
        alerts.add(AlertFixtures.surge().revision(2).resolved().build());

        IncidentState found = recover(T0 + 20_000);

        assertThat(found.isOpen()).isTrue();
        assertThat(found.alerts().get(0).alert())
                .isEqualTo(AlertFixtures.surge().build());
    }

    @Test
    void shouldGoOnWithAnIncidentWhoseAlertsAreGone() {
        apply(AlertFixtures.surge().build(), T0);
        pass(T0 + 10_000);
        alerts.clear();

        IncidentState found = recover(T0 + 20_000);
        state = found;

        assertThat(apply(AlertFixtures.surge().build(), T0 + 60_000)).isEmpty();
        assertThat(state.incident().id()).isEqualTo(found.incident().id());
        assertThat(apply(AlertFixtures.surge().revision(2).resolved().build(), T0 + 70_000))
                .containsOnly(Reason.RESOLVED);
    }

    @Test
    void shouldRememberAnEndedIncidentForADay() {
        apply(AlertFixtures.surge().build(), T0);
        pass(T0 + 10_000);
        apply(AlertFixtures.surge().revision(2).resolved().build(), T0 + 20_000);

        IncidentState found = recover(T0 + 30_000);

        assertThat(found.isOpen()).isFalse();
        assertThat(decide(found, T0 + 30_000)).isEmpty();
        assertThat(recover(T0 + 20_000 + IncidentRecovery.KEEP_CLOSED_MS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldFindTheLogOfAnyHistory(long seed) {
        Random random = new Random(seed);
        List<String> regions = List.of("浙江", "江苏", "广东");
        Map<String, Integer> revision = new HashMap<>();
        Map<String, Boolean> open = new HashMap<>();
        Map<String, Long> began = new HashMap<>();
        long now = T0;
        for (int i = 0; i < 60; i++) {
            now += 5_000 + random.nextInt(400_000);
            String region = regions.get(random.nextInt(regions.size()));
            int n = revision.merge(region, 1, Integer::sum);
            AlertFixtures a = AlertFixtures.surge()
                    .region(region)
                    .revision(n)
                    .originals(30L << random.nextInt(5))
                    .severity(severity(region, open.getOrDefault(region, false), random));
            boolean ends = open.getOrDefault(region, false) && random.nextInt(6) == 0;
            if (state != null && !state.isOpen() && ends) {
                continue;
            }
            if (!open.getOrDefault(region, false)) {
                began.put(region, now - 60_000);
            }
            apply(
                    (ends ? a.resolved().build() : a.build())
                            .toBuilder()
                                    .id(region + "@" + began.get(region))
                                    .startsAt(began.get(region))
                                    .firedAt(began.get(region))
                                    .updatedAt(now)
                                    .build(),
                    now);
            open.put(region, !ends);
            pass(now + 1 + random.nextInt(4_000));
            long at = now + 4_500;

            IncidentState found = recover(at);

            assertThat(found.incident()).isEqualTo(state.incident());
            assertThat(found.generation()).isEqualTo(state.generation());
            assertThat(found.isOpen()).isEqualTo(state.isOpen());
            assertThat(found.live()).isEqualTo(state.live());
            assertThat(found.alerts())
                    .extracting(TrackedAlert::alert)
                    .isEqualTo(state.alerts().stream().map(TrackedAlert::alert).toList());
            assertThat(summary(found)).isEqualTo(summary(state));
        }
    }

    /** Within an episode it only rises. */
    private Severity severity(String region, boolean goesOn, Random random) {
        Severity drawn = random.nextInt(4) == 0 ? Severity.CRITICAL : Severity.WARNING;
        Severity before = goesOn ? worst.getOrDefault(region, Severity.INFO) : Severity.INFO;
        worst.put(region, drawn.compareTo(before) > 0 ? drawn : before);
        return worst.get(region);
    }

    /** A muted member was written with the revision, but nobody was notified of it. */
    @Test
    void shouldKnowThatNobodyWasNotifiedOfAMutedMember() {
        apply(AlertFixtures.surge().originals(100).build(), T0);
        pass(T0 + 10_000);
        Alert cause =
                AlertFixtures.surge().region("新疆").severity(Severity.CRITICAL).build();
        mutes = Inhibition.of(
                List.of(new InhibitRule(
                        "cause",
                        List.of(Matcher.parse("region=\"新疆\"")),
                        List.of(Matcher.parse("region=\"江苏\"")),
                        List.of())),
                List.of(InhibitionSource.of(cause)));
        apply(AlertFixtures.surge().region("江苏").build(), T0 + 20_000);
        apply(AlertFixtures.surge().region("广东").build(), T0 + 30_000);
        assertThat(pass(T0 + 300_000)).containsExactly(Reason.NEW_MEMBER);

        IncidentState found = recover(T0 + 301_000);

        assertThat(summary(found)).isEqualTo(summary(state));
        assertThat(found.incident()).isEqualTo(state.incident());
        assertThat(decide(found, T0 + 900_000)).isEmpty();
        IncidentState explained = Objects.requireNonNull(incidents.inhibited(found, Inhibition.NONE))
                .state();
        assertThat(decide(Objects.requireNonNull(explained), T0 + 900_000)).containsExactly(Reason.NEW_MEMBER);
    }

    /** The entries of those who were notified, without how soon they may be notified again. */
    private static List<NotificationLogEntry> summary(IncidentState s) {
        return s.notificationLog().stream()
                .filter(NotificationLogEntry::isNotified)
                .map(n -> NotificationLogEntry.builder(n.receiver(), 0)
                        .notifiedAt(n.notifiedAt())
                        // the severity notified of an incident that is over is notified anew when it comes back
                        .notifiedSeverity(n.notifiedResolved() ? Severity.INFO : n.notifiedSeverity())
                        .notifiedResolved(n.notifiedResolved())
                        .notifiedFingerprints(n.notifiedFingerprints())
                        .firstOriginals(n.notifiedResolved() ? 0 : n.firstOriginals())
                        .doublings(n.notifiedResolved() ? 0 : n.doublings())
                        .repeats(n.repeats())
                        .ends(n.ends())
                        .build())
                .sorted(java.util.Comparator.comparing(NotificationLogEntry::receiver))
                .toList();
    }

    private IncidentState recover(long now) {
        List<IncidentRecovery.Revision> written = new ArrayList<>(revisions);
        written.addAll(revisions.subList(0, revisions.size() / 2));
        Collections.shuffle(written, new Random(now));
        return new IncidentRecovery(CONFIG, receipts, now).recover(written, alerts);
    }

    private List<Reason> decide(IncidentState s, long now) {
        return dispatch.decide(s, now).notifications().stream()
                .map(Dispatch.Notification::reason)
                .toList();
    }

    private List<Reason> apply(Alert a, long now) {
        alerts.add(a);
        IncidentState before = state;
        Incidents.Step step = incidents.apply(before, a, mutes, now);
        List<Reason> out = new ArrayList<>();
        IncidentState next = Objects.requireNonNull(step.state());
        if (before != null && before.isOpen() && !next.isOpen()) {
            Dispatch.Outcome owed = dispatch.beforeTheEnd(before, now);
            out.addAll(take(owed, now));
            next = next.withNotificationLog(owed.state().notificationLog());
        }
        if (step.change() == IncidentChange.OPENED) {
            revisions.clear(); // another one
        }
        if (step.change().isVisible()) {
            revisions.add(new IncidentRecovery.Revision(next.incident(), now));
        }
        state = next;
        out.addAll(pass(now));
        return out;
    }

    private List<Reason> pass(long now) {
        Dispatch.Outcome o = dispatch.decide(state, now);
        state = o.state();
        return take(o, now);
    }

    private List<Reason> take(Dispatch.Outcome o, long now) {
        List<Reason> out = new ArrayList<>();
        for (Dispatch.Notification n : o.notifications()) {
            out.add(n.reason());
            int channels = CONFIG.receivers().get(n.receiver()).channels().size();
            for (int i = 0; i < channels; i++) {
                String id = n.deliveryId(o.state().incident().id(), i);
                receipts.put(
                        id,
                        new Receipt(
                                id,
                                o.state().incident().id(),
                                n.receiver(),
                                "console",
                                n.reason().status(),
                                n.view().incident().severity(),
                                DeliveryOutcome.DELIVERED,
                                200,
                                null,
                                1,
                                now));
            }
        }
        return out;
    }

    private static Receipt failed(Receipt r) {
        return new Receipt(
                r.delivery(),
                r.incident(),
                r.receiver(),
                r.channel(),
                r.status(),
                r.severity(),
                DeliveryOutcome.FAILED,
                503,
                "away",
                1,
                r.at());
    }
}
