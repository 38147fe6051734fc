package io.tidewatch.series;

import static io.tidewatch.series.SeriesPlay.MINUTE;
import static io.tidewatch.series.SeriesPlay.SECOND;
import static io.tidewatch.series.SeriesPlay.START;
import static io.tidewatch.series.SeriesPlay.message;
import static io.tidewatch.series.SeriesPlay.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.series.SeriesPlay.Play;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void shouldBreachWhenASurgePassesEveryCondition() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        List<RuleReading> readings = play.swell(60, 20);

        RuleReading first =
                readings.stream().filter(r -> r.level() != null).findFirst().orElseThrow();
        assertThat(first.value().originals()).isGreaterThanOrEqualTo(30);
        assertThat(first.value().authors()).isEqualTo(first.value().originals());
        assertThat(first.value().ratio()).isGreaterThan(2);
        assertThat(first.value().band()).isNotNull();
        assertThat(first.value().band().low())
                .isLessThan(Math.round(first.value().expected()));
        assertThat(first.value().band().high())
                .isBetween(Math.round(first.value().expected()), 29L);
        assertThat(first.evidence().first()).isNotNull();
        assertThat(first.evidence().samples()).hasSize(5);
        assertThat(first.evidence().keywords()).contains("没动");
        assertThat(first.coldStart()).isTrue();
    }

    @Test
    void shouldReportRecoveryOnceWhenItHasHeldLongEnough() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        play.swell(60, 20);

        List<RuleReading> after = play.quiet(3 * 60);

        assertThat(after.stream().filter(RuleReading::recovered)).hasSize(1);
        assertThat(play.series.nextReading(play.now, List.of(rule()), 30 * SECOND))
                .isEqualTo(Series.NEVER);
    }

    @Test
    void shouldNotCountCopiesAsOriginals() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        for (int i = 0; i < 2_000; i++) {
            play.series.add(message("copy" + i, play.now + i, false));
        }

        List<RuleReading> readings = play.quiet(30);

        assertThat(readings).noneMatch(r -> r.level() != null);
    }

    @Test
    void shouldReadTheSameWhateverTheOrderOfArrival() {
        List<SeriesMessage> messages = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            messages.add(message("m" + i, START + i * 2L * SECOND, true));
        }
        List<SeriesMessage> shuffled = new ArrayList<>(messages);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(readAll(messages)).isEqualTo(readAll(shuffled)).isNotEmpty();
    }

    @Test
    void shouldNotSeeWhatCameFromAfterTheReading() {
        Series series = new Series(START, 0);
        for (int i = 0; i < 30; i++) {
            series.add(message("later" + i, START + MINUTE + i, true));
        }

        assertThat(series.read(START + 30 * SECOND, List.of(rule()), 30 * SECOND))
                .isEmpty();
        assertThat(series.read(START + 90 * SECOND, List.of(rule()), 30 * SECOND))
                .isEmpty();
        assertThat(series.nextReading(START + 90 * SECOND, List.of(rule()), 30 * SECOND))
                .isEqualTo(START + 120 * SECOND);
    }

    @Test
    void shouldBearAMessageFromBeforeTheFirstOne() {
        Series series = new Series(START, 0);
        series.add(message("first", START, true));
        series.add(message("earlier", START - 20 * MINUTE, true));

        assertThat(series.read(START - 19 * MINUTE, List.of(rule()), 30 * SECOND))
                .isEmpty();
        assertThat(series.nextReading(START - 19 * MINUTE, List.of(rule()), 30 * SECOND))
                .isEqualTo(Series.NEVER);
    }

    @Test
    void shouldReadAgainWithoutANewMessageOnlyWhileARuleMayComeToHold() {
        Series few = withMessages(29);
        Series many = withMessages(30);
        long at = START + 30 * SECOND;
        few.read(at, List.of(rule()), 30 * SECOND);
        many.read(at, List.of(rule()), 30 * SECOND);

        assertThat(few.nextReading(at, List.of(rule()), 30 * SECOND)).isEqualTo(Series.NEVER);
        assertThat(many.nextReading(at, List.of(rule()), 30 * SECOND)).isEqualTo(at + 30 * SECOND);

        long past = START + 11 * MINUTE;
        many.read(past, List.of(rule()), 30 * SECOND);
        assertThat(many.nextReading(past, List.of(rule()), 30 * SECOND)).isEqualTo(Series.NEVER);
    }

    private static Series withMessages(int messages) {
        Series series = new Series(START, 0);
        for (int i = 0; i < messages; i++) {
            series.add(message("m" + i, START + i, true));
        }
        return series;
    }

    private static List<RuleReading> readAll(List<SeriesMessage> messages) {
        Series series = new Series(START - 2 * 24 * 60 * MINUTE, 0);
        messages.forEach(series::add);
        List<RuleReading> readings = new ArrayList<>();
        for (long at = START + 30 * SECOND; at < START + 60 * MINUTE; at += 30 * SECOND) {
            readings.addAll(series.read(at, List.of(rule()), 30 * SECOND));
        }
        return readings;
    }

    /**
     * Score, backtest and running job are one detector: what a series reports is what the bare filter says of its
     * counts.
     */
    @Test
    void shouldReportTheScoreOfTheBareFilter() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        List<RuleReading> readings = play.swell(60, 20);
        BurstFilter bare = BurstFilter.ofZeros(BurstSettings.SURGE, START / Baseline.BIN_MS, 0);
        for (long bin = 0; bin < 72 + 8; bin++) {
            bare.close(bin < 72 ? trickle(bin) : 100);
        }

        long at = START + 80 * Baseline.BIN_MS;
        RuleReading there =
                readings.stream().filter(r -> r.at() == at).findFirst().orElseThrow();

        assertThat(there.value().score()).isEqualTo(bare.score());
    }

    /** Messages in a bin of {@link Play#quiet}: one every twelve minutes. */
    private static int trickle(long bin) {
        int n = 0;
        for (long minute = 5 * bin; minute < 5 * bin + 5; minute++) {
            n += minute % 12 == 0 ? 1 : 0;
        }
        return n;
    }
}
