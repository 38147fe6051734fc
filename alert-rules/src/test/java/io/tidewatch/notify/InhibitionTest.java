package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.InhibitRule;
import io.tidewatch.notify.config.Matcher;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InhibitionTest {
    private static final InhibitRule BY_ISSUE =
            rule("by-issue", "severity=\"critical\"", "severity!=\"critical\"", "issue");

    private final Alert big =
            AlertFixtures.surge().episode("big").severity(Severity.CRITICAL).build();
    private final Alert small =
            AlertFixtures.surge().episode("small").region("江苏").build();

    @Test
    void shouldMuteWhatAnOpenAlertExplains() {
        assertThat(inhibition(List.of(BY_ISSUE), big, small).muting(small)).isEqualTo("by-issue");
        assertThat(inhibition(List.of(BY_ISSUE), big, small).muting(big)).isNull();
        assertThat(inhibition(List.of(BY_ISSUE), small).muting(small)).isNull();
        assertThat(Inhibition.NONE.muting(small)).isNull();
    }

    @Test
    void shouldMuteWhatIsHeldWhateverTheRulesAre() {
        Alert held = small.toBuilder().held(Alert.HELD_BY_BUDGET).build();

        assertThat(Inhibition.NONE.muting(held)).isEqualTo("budget");
        assertThat(inhibition(List.of(BY_ISSUE), big, held).muting(held)).isEqualTo("budget");
    }

    @Test
    void shouldMuteOnlyWhereTheEqualLabelsAreEqual() {
        Alert other = of("Refunds", new Group(List.of("issue"), List.of("refund.slow")), Severity.WARNING, 0);

        assertThat(inhibition(List.of(BY_ISSUE), big).muting(other)).isNull();
    }

    @Test
    void shouldCountALabelThatBothLackAsEqualAndOneThatOneLacksAsDifferent() {
        InhibitRule bySource = rule("source", "severity=\"critical\"", "severity!=\"critical\"", "source");
        Alert withSource = of("Share", new Group(List.of("source"), List.of("weibo")), Severity.WARNING, 0);

        assertThat(inhibition(List.of(bySource), big).muting(small)).isEqualTo("source");
        assertThat(inhibition(List.of(bySource), big).muting(withSource)).isNull();
    }

    @Test
    void shouldNotMuteAnAlertByItselfNorByOneThatBothSidesTakeToo() {
        InhibitRule all = rule("all", "alert=~\".+\"", "alert=~\".+\"");

        assertThat(inhibition(List.of(all), big, small).muting(big)).isNull();
        assertThat(inhibition(List.of(all), big, small).muting(small)).isNull();
    }

    /** As in Alertmanager: only an alert that both sides take is spared by sources that both sides take. */
    @Test
    void shouldMuteByASourceThatTheTargetSideTakesToo() {
        InhibitRule worst = rule("worst", "severity=\"critical\"", "kind=\"surge\"");

        assertThat(inhibition(List.of(worst), big, small).muting(small)).isEqualTo("worst");
        assertThat(inhibition(List.of(worst), big, small).muting(big)).isNull();
    }

    @Test
    void shouldNotMuteBothOfTwoThatExplainEachOther() {
        List<InhibitRule> rules =
                List.of(rule("a-b", "alert=\"A\"", "alert=\"B\""), rule("b-a", "alert=\"B\"", "alert=\"A\""));
        Alert a = of("A", Group.ALL, Severity.WARNING, 60_000);
        Alert b = of("B", Group.ALL, Severity.WARNING, 0);

        Inhibition both = inhibition(rules, a, b);

        assertThat(both.muting(a)).isEqualTo("b-a");
        assertThat(both.muting(b)).describedAs("it began first").isNull();
    }

    @Test
    void shouldLeaveTheWorstOfACircleAndMuteTheRest() {
        List<InhibitRule> rules = List.of(
                rule("a-b", "alert=\"A\"", "alert=\"B\""),
                rule("b-c", "alert=\"B\"", "alert=\"C\""),
                rule("c-a", "alert=\"C\"", "alert=\"A\""));
        Alert a = of("A", Group.ALL, Severity.INFO, 0);
        Alert b = of("B", Group.ALL, Severity.CRITICAL, 1_000);
        Alert c = of("C", Group.ALL, Severity.WARNING, 2_000);

        Inhibition circle = inhibition(rules, a, b, c);

        assertThat(Stream.of(a, b, c).map(circle::muting)).containsExactly("c-a", null, "b-c");
    }

    @Test
    void shouldMuteByOneThatIsMutedItself() {
        List<InhibitRule> rules =
                List.of(rule("a-b", "alert=\"A\"", "alert=\"B\""), rule("b-c", "alert=\"B\"", "alert=\"C\""));
        Alert a = of("A", Group.ALL, Severity.INFO, 0);
        Alert b = of("B", Group.ALL, Severity.INFO, 0);
        Alert c = of("C", Group.ALL, Severity.CRITICAL, 0);

        assertThat(inhibition(rules, a, b, c).muting(c)).isEqualTo("b-c");
    }

    private static Inhibition inhibition(List<InhibitRule> rules, Alert... open) {
        return Inhibition.of(rules, Stream.of(open).map(InhibitionSource::of).toList());
    }

    private static InhibitRule rule(String name, String source, String target, String... equal) {
        return new InhibitRule(name, List.of(Matcher.parse(source)), List.of(Matcher.parse(target)), List.of(equal));
    }

    private static Alert of(String rule, Group group, Severity severity, long startsAt) {
        return Alert.builder(rule + "-1", "f-" + rule, "rule:" + rule, rule, AlertKind.SHIFT, severity, group)
                .startsAt(startsAt)
                .build();
    }
}
