package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private static final long NOW = AlertFixtures.START + 120_000;

    private final Incidents incidents = new Incidents();

    @Test
    void shouldOpenAnIncidentNamedByKeyAndStart() {
        Incidents.Step step = incidents.apply(null, AlertFixtures.surge().build(), NOW);

        assertThat(step.change()).isEqualTo(IncidentChange.OPENED);
        Incident i = step.state().incident();
        assertThat(i.id()).isEqualTo("logistics.transit_delay@" + AlertFixtures.START / 1000);
        assertThat(i.status()).isEqualTo(IncidentStatus.OPEN);
        assertThat(i.revision()).isEqualTo(1);
        assertThat(i.severity()).isEqualTo(Severity.WARNING);
        assertThat(i.members()).hasSize(1);
        assertThat(i.title().zh()).isEqualTo("运输延误 浙江");
        assertThat(i.historical()).isFalse();
    }

    @Test
    void shouldJoinOtherRegionsAndTakeTheHighestSeverity() {
        IncidentState s = opened();

        Incidents.Step step = incidents.apply(
                s,
                AlertFixtures.surge()
                        .region("江苏")
                        .severity(Severity.CRITICAL)
                        .originals(300)
                        .build(),
                NOW);

        assertThat(step.change()).isEqualTo(IncidentChange.JOINED);
        assertThat(step.state().incident().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(step.state().incident().revision()).isEqualTo(2);
        assertThat(step.state().incident().members()).hasSize(2);
        assertThat(step.state().incident().title().zh()).endsWith("江苏、浙江");
        assertThat(step.state().incident().peak().originals()).isEqualTo(420);
    }

    @Test
    void shouldNotChangeWhenTheSameRevisionIsRepeatedOrAnOlderOneComes() {
        IncidentState s = incidents
                .apply(opened(), AlertFixtures.surge().revision(3).build(), NOW)
                .state();

        Incidents.Step repeat =
                incidents.apply(s, AlertFixtures.surge().revision(3).build(), NOW + 60_000);
        Incidents.Step older =
                incidents.apply(s, AlertFixtures.surge().revision(2).build(), NOW + 60_000);

        assertThat(repeat.change()).isEqualTo(IncidentChange.REPEATED);
        assertThat(repeat.state().incident()).isEqualTo(s.incident());
        assertThat(repeat.state().alerts().get(0).receivedAt()).isEqualTo(NOW + 60_000);
        assertThat(older.change()).isEqualTo(IncidentChange.STALE);
    }

    @Test
    void shouldAmendTheOpenEpisodeWhenAnotherAlertIdComesForItsFingerprint() {
        Incidents.Step step = incidents.apply(
                opened(), AlertFixtures.surge().episode("e2").revision(2).build(), NOW);

        assertThat(step.change()).isEqualTo(IncidentChange.AMENDED);
        assertThat(step.state().incident().members()).hasSize(1);
        assertThat(step.state().incident().members().get(0).alert()).isEqualTo("浙江-e2");
    }

    @Test
    void shouldResolveOnlyWhenAllMembersAre() {
        IncidentState s = incidents
                .apply(
                        opened(),
                        AlertFixtures.surge()
                                .region("江苏")
                                .severity(Severity.CRITICAL)
                                .build(),
                        NOW)
                .state();

        Incidents.Step one = incidents.apply(
                s, AlertFixtures.surge().region("江苏").revision(2).resolved().build(), NOW);
        Incidents.Step two = incidents.apply(
                one.state(), AlertFixtures.surge().revision(4).resolved().build(), NOW + 5_000);

        assertThat(one.change()).isEqualTo(IncidentChange.MEMBER_RESOLVED);
        assertThat(one.state().incident().severity()).isEqualTo(Severity.WARNING);
        assertThat(two.change()).isEqualTo(IncidentChange.RESOLVED);
        assertThat(two.state().incident().status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(two.state().incident().resolvedAt()).isEqualTo(AlertFixtures.START + 240_000);
        assertThat(two.state().closedAt()).isEqualTo(NOW + 5_000);
    }

    @Test
    void shouldBeginANewIncidentWhenItFiresAgainAfterItsEnd() {
        IncidentState closed = closed();
        long later = AlertFixtures.START + 3_600_000;

        Incidents.Step step = incidents.apply(
                closed, AlertFixtures.surge().episode("e2").startsAt(later).build(), NOW);

        assertThat(step.change()).isEqualTo(IncidentChange.OPENED);
        assertThat(step.state().incident().id()).isEqualTo("logistics.transit_delay@" + later / 1000);
        assertThat(step.state().incident().revision()).isEqualTo(1);
    }

    @Test
    void shouldNotBeginAnythingWhenTheEndedAlertIsRepeatedLate() {
        IncidentState closed = closed();

        assertThat(incidents.apply(closed, AlertFixtures.surge().build(), NOW).change())
                .isEqualTo(IncidentChange.STALE);
        assertThat(incidents
                        .apply(
                                closed,
                                AlertFixtures.surge().revision(2).resolved().build(),
                                NOW)
                        .change())
                .isEqualTo(IncidentChange.STALE);
        Alert olderEpisode = AlertFixtures.surge()
                .episode("e0")
                .startsAt(AlertFixtures.START - 9_000_000)
                .build();
        assertThat(incidents.apply(closed, olderEpisode, NOW).change()).isEqualTo(IncidentChange.STALE);
        assertThat(incidents
                        .apply(null, AlertFixtures.surge().resolved().build(), NOW)
                        .change())
                .isEqualTo(IncidentChange.UNKNOWN);
    }

    @Test
    void shouldCloseAsLostOnlyAfterFiveMinutesWithoutARevisionWhileTheDetectorLives() {
        IncidentState s = opened();
        DetectorHeartbeat living = beats(NOW, NOW + 300_000);

        assertThat(incidents.closeLost(s, DetectorHeartbeat.NONE, NOW + 900_000))
                .isNull();
        assertThat(incidents.closeLost(s, living, NOW + 299_000)).isNull();
        assertThat(incidents.closeLost(s, beats(NOW, NOW + 100_000), NOW + 300_000))
                .describedAs("the detector is away itself")
                .isNull();
        assertThat(incidents.closeLost(s, beats(NOW + 60_000, NOW + 320_000), NOW + 320_000))
                .describedAs("the detector has been back for four minutes only")
                .isNull();
        Incidents.Step step = incidents.closeLost(s, living, NOW + 300_000);
        assertThat(step.change()).isEqualTo(IncidentChange.RESOLVED);
        assertThat(step.state().alerts().get(0).alert().resolution()).isEqualTo(Resolution.LOST);
        assertThat(step.state().closedAt()).isEqualTo(NOW + 300_000);
    }

    @Test
    void shouldReopenTheSameIncidentWhenALostAlertIsReceivedAgain() {
        IncidentState lost = incidents
                .closeLost(opened(), beats(NOW, NOW + 300_000), NOW + 300_000)
                .state();

        Incidents.Step step = incidents.apply(lost, AlertFixtures.surge().build(), NOW + 360_000);

        assertThat(step.change()).isEqualTo(IncidentChange.REOPENED);
        assertThat(step.state().generation()).isEqualTo(1);
        assertThat(step.state().incident().id()).isEqualTo(lost.incident().id());
        assertThat(step.state().incident().revision()).isEqualTo(3);
    }

    @Test
    void shouldTakeAHistoricalIncidentAsNewsOnceTheDetectorHasCaughtUpWithIt() {
        IncidentState s = incidents
                .apply(null, AlertFixtures.surge().historical().build(), NOW)
                .state();
        long hour = 3_600_000;
        long wall = NOW + 24 * hour;
        DetectorHeartbeat behind = DetectorHeartbeat.NONE
                .beat(wall - 20_000, wall - 2 * hour, 900_000)
                .beat(wall, wall - hour, 900_000);
        DetectorHeartbeat current = DetectorHeartbeat.NONE
                .beat(wall - 20_000, wall - 25_000, 900_000)
                .beat(wall, wall - 5_000, 900_000);

        assertThat(s.incident().historical()).isTrue();
        assertThat(incidents.catchUp(s, behind, 900_000, wall)).isNull();
        Incidents.Step step = incidents.catchUp(s, current, 900_000, wall);
        assertThat(step.state().incident().historical()).isFalse();
        assertThat(step.state().incident().startsAt()).isEqualTo(AlertFixtures.START);
        assertThat(step.change().isVisible()).isTrue();
    }

    private DetectorHeartbeat beats(long from, long to) {
        DetectorHeartbeat p = DetectorHeartbeat.NONE;
        for (long t = from; t <= to; t += 10_000) {
            p = p.beat(t, t, 900_000);
        }
        return p;
    }

    private IncidentState opened() {
        return incidents.apply(null, AlertFixtures.surge().build(), NOW).state();
    }

    private IncidentState closed() {
        return incidents
                .apply(opened(), AlertFixtures.surge().revision(2).resolved().build(), NOW)
                .state();
    }
}
