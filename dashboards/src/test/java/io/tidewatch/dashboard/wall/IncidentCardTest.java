package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Severity;
import io.tidewatch.surge.ExpectedBand;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentCardTest {
    @Test
    void shouldSumTheOpenMembersOfTheLeadingRule() {
        // given
        Incident incident = incident(
                "logistics.transit_delay",
                member("A", "浙江", AlertStatus.AMENDED, Severity.CRITICAL, 120, 97, 14.0),
                member("A", "江苏", AlertStatus.FIRING, Severity.CRITICAL, 40, 30, 6.0),
                member("A", "上海", AlertStatus.RESOLVED, Severity.CRITICAL, 500, 400, 50.0),
                member("B", "浙江", AlertStatus.FIRING, Severity.INFO, 900, 800, 10.0));

        // when
        IncidentCard card = IncidentCard.of(incident, WallScene.taxonomy(), 0);

        // then
        assertThat(card.name().zh()).isEqualTo("运输延误/停滞");
        assertThat(card.now()).isEqualTo(160);
        assertThat(card.voices()).isEqualTo(127);
        assertThat(card.ratio()).isEqualTo(8.0);
        assertThat(card.regions()).containsExactly("浙江", "江苏");
        // 20 with √(4² + 2²) below and √(5² + 3²) above
        assertThat(card.band()).isEqualTo(new ExpectedBand(16, 26));
    }

    @Test
    void shouldHaveNoRatioWhenTheKindHasNoBaseline() {
        // when
        IncidentCard card = IncidentCard.of(
                incident("rule:RecallNotice", member("M", null, AlertStatus.FIRING, Severity.CRITICAL, 1, 1, null)),
                WallScene.taxonomy(),
                0);

        // then
        assertThat(card.expected()).isNull();
        assertThat(card.band()).isNull();
        assertThat(card.ratio()).isNull();
        assertThat(card.regions()).isEmpty();
        assertThat(card.name().zh()).isEqualTo("标题");
    }

    @Test
    void shouldSayWhenOthersExplainAllThatIsOpen() {
        Member open = member("A", "浙江", AlertStatus.FIRING, Severity.WARNING, 40, 30, 6.0);
        Member muted = muted(member("B", "江苏", AlertStatus.FIRING, Severity.WARNING, 40, 30, 6.0));

        assertThat(card(open, muted).inhibited()).isFalse();
        assertThat(card(muted).inhibited()).isTrue();
        assertThat(card().inhibited()).isFalse();
    }

    @Test
    void shouldCountWhatTellsTheIncidentAndSayAtWhichLevel() {
        // given
        Member region = member("A", "浙江", AlertStatus.FIRING, Severity.WARNING, 78, 60, 12.0);
        Member nation = partOf(region, member("B", null, AlertStatus.FIRING, Severity.WARNING, 140, 99, 40.0));
        Incident plain = incident("logistics.transit_delay", region, nation);
        Incident told = new Incident(
                plain.id(),
                plain.incident(),
                1,
                plain.status(),
                plain.severity(),
                false,
                1,
                2,
                0,
                "open",
                null,
                null,
                null,
                plain.title(),
                plain.members(),
                plain.evidence().withShares(List.of(new LevelShare("region", "浙江", 0.78, 0.11, 0.95))),
                null,
                new Group(List.of("region"), List.of("浙江")));
        // when
        IncidentCard card = IncidentCard.of(told, WallScene.taxonomy(), 0);
        // then
        assertThat(card.now()).isEqualTo(78);
        assertThat(card.level()).isEqualTo(new Bilingual("浙江 78%，其他地区如常", "Zhejiang 78%, others as usual"));
        assertThat(card(region).level()).isNull();
    }

    private static Member partOf(Member leader, Member m) {
        return new Member(
                m.alert(),
                m.fingerprint(),
                m.rule(),
                m.kind(),
                m.status(),
                m.severity(),
                m.group(),
                m.startsAt(),
                m.updatedAt(),
                m.value(),
                m.summary(),
                null,
                leader.alert());
    }

    private static IncidentCard card(Member... members) {
        return IncidentCard.of(incident("logistics.transit_delay", members), WallScene.taxonomy(), 0);
    }

    private static Member muted(Member m) {
        return new Member(
                m.alert(),
                m.fingerprint(),
                m.rule(),
                m.kind(),
                m.status(),
                m.severity(),
                m.group(),
                m.startsAt(),
                m.updatedAt(),
                m.value(),
                m.summary(),
                "swell");
    }

    @Test
    void shouldSayWhatItIsWhereAMultipleSaysNothing() {
        // given
        Incident[] odd = WallScene.odd(1_800_000_000_000L);

        // when
        List<IncidentCard> cards = Arrays.stream(odd)
                .map(i -> IncidentCard.of(i, WallScene.taxonomy(), 1))
                .toList();

        // then
        assertThat(cards)
                .extracting(IncidentCard::instead)
                .containsExactly(
                        new Bilingual("静默", "silent"),
                        new Bilingual("平时几乎没有", "hardly any usually"),
                        new Bilingual("平时的100倍以上", "over 100× the usual"),
                        null);
        assertThat(cards.get(0).name().zh()).isEqualTo("消息中断 tmall");
        assertThat(cards.get(3).regions()).isEmpty();
        assertThat(cards.get(3).others()).containsExactly("空气炸锅");
    }

    @Test
    void shouldPointWhereTheLastMinutesGo() {
        // given
        Incident[] odd = WallScene.odd(1_800_000_000_000L);

        // when
        List<IncidentCard> cards = Arrays.stream(odd)
                .map(i -> IncidentCard.of(i, WallScene.taxonomy(), 1))
                .toList();

        // then
        assertThat(cards)
                .extracting(IncidentCard::trend)
                .as("whatever the live counts say")
                .containsExactly(0, 1, 0, -1);
        assertThat(cards).extracting(IncidentCard::doublingMinutes).containsExactly(null, 30.0, null, null);
    }

    @Test
    void shouldPlaceACountOnlyWhereItWasCounted() {
        // when
        IncidentCard card = IncidentCard.of(
                incident(
                        "logistics.transit_delay",
                        member("Nationwide", null, AlertStatus.FIRING, Severity.CRITICAL, 500, 400, 50.0),
                        member("A", "浙江", AlertStatus.FIRING, Severity.WARNING, 40, 30, 6.0)),
                WallScene.taxonomy(),
                0);

        // then
        assertThat(card.now()).isEqualTo(500);
        assertThat(card.regions()).isEmpty();
    }

    @Test
    void shouldQuoteOnlyPublicSamples() {
        // when
        IncidentCard card = IncidentCard.of(incident("logistics.transit_delay"), WallScene.taxonomy(), 0);

        // then
        assertThat(card.quotes()).extracting(Quote::id).containsExactly("weibo:1");
    }

    private static Incident incident(String key, Member... members) {
        return new Incident(
                key + "@1",
                key,
                1,
                IncidentStatus.OPEN,
                Severity.CRITICAL,
                false,
                1,
                2,
                0,
                "open",
                null,
                null,
                null,
                new Bilingual("标题", "title"),
                List.of(members),
                new Evidence(
                        null,
                        List.of(
                                new EvidenceSample("im:1", "x", "im", "im", 1),
                                new EvidenceSample("weibo:1", "y", "social", "weibo", 1)),
                        List.of(),
                        List.of()),
                null);
    }

    private static Member member(
            String rule,
            String region,
            AlertStatus status,
            Severity severity,
            long originals,
            long authors,
            Double expected) {
        return new Member(
                rule + region,
                rule + region,
                rule,
                AlertKind.SURGE,
                status,
                severity,
                region == null ? Group.ALL : new Group(List.of("region"), List.of(region)),
                1,
                2,
                AlertValue.builder()
                        .posts(originals)
                        .originals(originals)
                        .authors(authors)
                        .expected(expected)
                        .band(expected == null ? null : band(expected))
                        .negativeShare(1)
                        .build(),
                new Bilingual("", ""));
    }

    /** From two below for six, four below for more, to so many and one above. */
    private static ExpectedBand band(double expected) {
        long around = expected < 10 ? 2 : 4;
        return new ExpectedBand((long) expected - around, (long) expected + around + 1);
    }
}
