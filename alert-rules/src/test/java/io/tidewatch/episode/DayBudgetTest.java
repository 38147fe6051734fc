package io.tidewatch.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.ShareChange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DayBudgetTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DayBudget FRESH = DayBudget.NONE.at(0, BERLIN);

    @Test
    void shouldOpenTheHighestScoresFirst() {
        List<Alert> five = Stream.of(3.0, 6.1, 2.5, 8.7, 4.2)
                .map(score -> scored("s" + score, Severity.WARNING, score))
                .toList();

        DayBudget.Choice choice = FRESH.choose(five, 2);

        assertThat(choice.opened()).extracting(Alert::id).containsExactly("s8.7", "s6.1");
        assertThat(choice.after().opened()).isEqualTo(2);
        assertThat(choice.after().choose(five, 2).opened()).isEmpty();
    }

    @Test
    void shouldOpenWhatIsCriticalWhateverIsLeftAndCountIt() {
        List<Alert> mixed = List.of(
                scored("warning", Severity.WARNING, 9),
                scored("lower", Severity.WARNING, 8),
                scored("critical", Severity.CRITICAL, 2));

        DayBudget.Choice first = FRESH.choose(mixed, 2);
        DayBudget.Choice then = first.after().choose(List.of(scored("more", Severity.CRITICAL, 1)), 2);

        assertThat(first.opened()).extracting(Alert::id).containsExactly("warning", "critical");
        assertThat(then.opened()).extracting(Alert::id).containsExactly("more");
        assertThat(then.after().opened()).isEqualTo(3);
    }

    @Test
    void shouldOpenWhatSurprisesMostFirst() {
        Alert rare = alert(
                "rare", AlertKind.SURGE, AlertValue.builder().surprise(8.0).score(3.0));
        Alert busy = alert(
                "busy", AlertKind.SURGE, AlertValue.builder().surprise(6.2).score(40.0));

        assertThat(FRESH.choose(List.of(busy, rare), 1).opened()).containsExactly(rare);
    }

    @Test
    void shouldOrderKindsWithoutAScoreByWhatTheyMeasure() {
        Alert sure = alert("sure", AlertKind.SHIFT, changed(.999));
        Alert unsure = alert("unsure", AlertKind.SHIFT, changed(.96));
        Alert much = alert("much", AlertKind.THRESHOLD, AlertValue.builder().originals(90));
        Alert little = alert("little", AlertKind.THRESHOLD, AlertValue.builder().originals(30));
        Alert loud = alert(
                "loud", AlertKind.FLATLINE, AlertValue.builder().expected(40.0).ratio(0.0));
        Alert quiet = alert(
                "quiet", AlertKind.FLATLINE, AlertValue.builder().expected(4.0).ratio(0.0));

        assertThat(DayBudget.STRONGEST.compare(sure, unsure)).isNegative();
        assertThat(DayBudget.STRONGEST.compare(much, little)).isNegative();
        assertThat(DayBudget.STRONGEST.compare(loud, quiet)).isNegative();
    }

    /** In Berlin the clocks are set back on 2026-10-25: that day has 25 hours. */
    @Test
    void shouldBeginAnewAtLocalMidnight() {
        long evening = Instant.parse("2026-10-24T21:59:59.999Z").toEpochMilli();
        long midnight = Instant.parse("2026-10-24T22:00:00Z").toEpochMilli();
        long late = Instant.parse("2026-10-25T22:59:59.999Z").toEpochMilli();
        DayBudget spent = DayBudget.NONE
                .at(evening, BERLIN)
                .choose(List.of(scored("a", Severity.WARNING, 3)), 1)
                .after();

        assertThat(spent.nextDay(BERLIN)).isEqualTo(midnight);
        assertThat(spent.at(evening, BERLIN).opened()).isEqualTo(1);
        assertThat(spent.at(midnight, BERLIN).opened()).isZero();
        assertThat(spent.at(midnight, BERLIN).nextDay(BERLIN)).isEqualTo(late + 1);
        assertThat(spent.at(late, BERLIN).day()).isEqualTo(spent.day() + 1);
        assertThat(spent.at(late + 1, BERLIN).day()).isEqualTo(spent.day() + 2);
        assertThat(spent.at(evening - 3 * 86_400_000L, BERLIN))
                .as("time does not go back")
                .isEqualTo(spent);
    }

    private static AlertValue.Builder changed(double confidence) {
        return AlertValue.builder().originals(100).change(new ShareChange(.4, .2, 20, confidence));
    }

    private static Alert scored(String id, Severity severity, double score) {
        return alert(id, AlertKind.SURGE, AlertValue.builder().originals(50).score(score)).toBuilder()
                .severity(severity)
                .build();
    }

    private static Alert alert(String id, AlertKind kind, AlertValue.Builder value) {
        return Alert.builder(id, id, "app.crash", "Rule", kind, Severity.WARNING, Group.ALL)
                .value(value.build())
                .build();
    }
}
