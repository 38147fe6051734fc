package io.tidewatch.series;

import static io.tidewatch.series.SeriesPlay.DAY;
import static io.tidewatch.series.SeriesPlay.MINUTE;
import static io.tidewatch.series.SeriesPlay.SECOND;
import static io.tidewatch.series.SeriesPlay.START;
import static io.tidewatch.series.SeriesPlay.pack;
import static io.tidewatch.series.SeriesPlay.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.series.SeriesPlay.Drifting;
import io.tidewatch.surge.filter.DriftFilter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A series at which a drift rule looks. */
class SeriesDriftTest {
    @Test
    void shouldReportABuildUpOfDaysWithoutASurge() throws IOException {
        Drifting play = new Drifting(20);
        List<RuleReading> learning = play.days(4, 200, 0, false);
        List<RuleReading> normal = play.days(10, 200, 0, false);
        List<RuleReading> growing = play.days(5, 200, 0.3, false);

        assertThat(learning).isEmpty();
        assertThat(normal).isEmpty();
        assertThat(growing).isNotEmpty();
        RuleReading first = growing.get(0);
        assertThat(first.at()).isBetween(play.start + 14 * DAY, play.start + 18 * DAY);
        assertThat(first.value().expected()).isBetween(150.0, 260.0);
        double expected = first.value().expected();
        assertThat(first.value().band().low() / expected).isBetween(0.6, 0.85);
        assertThat(first.value().band().high() / expected).isBetween(1.15, 1.5);
        assertThat(first.value().ratio())
                .isEqualTo(first.value().originals() / first.value().expected());
        assertThat(first.value().score()).isGreaterThan(2.4);
        assertThat(first.value().authors()).isEqualTo(first.value().originals());
        assertThat(first.coldStart()).isFalse();
        assertThat(first.evidence().first()).isNotNull();
        assertThat(first.evidence().samples()).isNotEmpty();
        assertThat(growing).allMatch(r -> r.at() % (5 * MINUTE) == 0);
    }

    @Test
    void shouldRecoverFromABuildUpByDefaultWhenTheScoreHasFallen() throws IOException {
        Drifting play = new Drifting(21);
        play.days(14, 200, 0, false);
        play.days(4, 200, 0.3, false);

        List<RuleReading> after = play.days(20, 400, 0, false);

        assertThat(after.stream().filter(RuleReading::recovered)).hasSize(1);
        assertThat(after.get(after.size() - 1).recovered()).isTrue();
    }

    @Test
    void shouldNotTakeAnHoursSurgeForABuildUp() throws IOException {
        Drifting play = new Drifting(22);
        play.days(14, 200, 0, false);
        for (int i = 0; i < 40; i++) {
            play.say(play.now + i * 90L * SECOND);
        }

        assertThat(play.days(3, 200, 0, false)).isEmpty();
    }

    @Test
    void shouldReadADriftOnlyWhenItMayHaveChanged() throws IOException {
        Drifting play = new Drifting(23);
        play.days(3, 200, 0, false);

        long next = play.series.nextReading(play.now, play.rules, 30 * SECOND);

        assertThat(next).isEqualTo(DriftFilter.nextBlock(play.now));
        Series empty = new Series(START, 0);
        empty.read(START + 30 * SECOND, play.rules, 30 * SECOND);
        assertThat(empty.nextReading(START + 30 * SECOND, play.rules, 30 * SECOND))
                .isEqualTo(Series.NEVER);
    }

    @Test
    void shouldStartASlowClockOnlyForADriftRule() throws IOException {
        Drifting with = new Drifting(25);
        Drifting without = new Drifting(25);
        without.rules = List.of(rule());
        with.days(2, 200, 0, false);
        without.days(2, 200, 0, false);
        int packed = pack(with.series).length;

        with.rules = List.of(rule());
        with.days(1, 200, 0, false);

        assertThat(packed).isGreaterThan(pack(without.series).length + 300);
        assertThat(pack(with.series).length).isLessThan(packed - 300);
    }
}
