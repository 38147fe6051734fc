package io.tidewatch.series;

import static io.tidewatch.series.SeriesPlay.DAY;
import static io.tidewatch.series.SeriesPlay.MINUTE;
import static io.tidewatch.series.SeriesPlay.START;
import static io.tidewatch.series.SeriesPlay.message;
import static io.tidewatch.series.SeriesRules.is;
import static io.tidewatch.series.SeriesRules.recover;
import static io.tidewatch.series.SeriesRules.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SurgeSpec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has come to stay is told once and is then what is usual, however much or little it is. */
class NewLevelTest {
    private static final long HOUR = 60 * MINUTE;
    private static final long STEP = 5 * MINUTE;
    private static final Rule BY_SURPRISE = SeriesRules.rule(
            "Swell",
            STEP,
            new SurgeSpec(List.of(10 * MINUTE, HOUR, 6 * HOUR), recover(Metric.RATIO, Operator.BELOW, 3, 10 * MINUTE)),
            warning(
                    is(Metric.SURPRISE, Operator.AT_LEAST, 6),
                    is(Metric.RATIO, Operator.AT_LEAST, 3),
                    is(Metric.ORIGINALS, Operator.AT_LEAST, 6)));
    private static final Rule BY_SCORE = SeriesRules.rule(
            "Score",
            STEP,
            new SurgeSpec(10 * MINUTE, recover(Metric.SCORE, Operator.BELOW, 0, 30 * MINUTE)),
            warning(is(Metric.SCORE, Operator.AT_LEAST, 2.4), is(Metric.ORIGINALS, Operator.AT_LEAST, 1)));

    @ParameterizedTest
    @CsvSource({"4, 20, false", "30, 6, true", "600, 6, false", "600, 15, true"})
    void shouldEndAsTheNewLevelWithinADayAndNotComeBack(double perDay, double times, boolean byScore)
            throws IOException {
        Rule rule = byScore ? BY_SCORE : BY_SURPRISE;
        Series series = Series.steady(START - 28 * DAY, START, perDay / 288, 0);
        SplittableRandom random = new SplittableRandom(3);
        List<RuleReading> ends = new ArrayList<>();
        List<RuleReading> begins = new ArrayList<>();
        boolean open = false;
        int n = 0;
        double due = 0;
        for (long at = START + STEP; at <= START + 6 * DAY; at += STEP) {
            for (due += perDay * times / 288 * (0.5 + random.nextDouble()); due >= 1; due--) {
                series.add(message("m" + n++, at - STEP + random.nextInt((int) STEP), true));
            }
            for (RuleReading r : series.read(at, List.of(rule), STEP)) {
                if (r.level() != null && !open) {
                    begins.add(r);
                    open = true;
                }
                if (r.recovered()) {
                    ends.add(r);
                    open = false;
                }
            }
            if (at % (6 * HOUR) == 0) {
                series = Series.unpack(new DataInputStream(new ByteArrayInputStream(SeriesPlay.pack(series))), 0);
            }
        }

        assertThat(begins).hasSize(1);
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).newLevel()).isTrue();
        assertThat(ends.get(0).at() - begins.get(0).at()).isLessThanOrEqualTo(24 * HOUR);
        assertThat(open).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"30, 6", "600, 6"})
    void shouldEndAsRecoveredWhenItIsOverWithinHours(double perDay, double times) {
        Series series = Series.steady(START - 28 * DAY, START, perDay / 288, 0);
        List<RuleReading> ends = new ArrayList<>();
        int n = 0;
        double due = 0;
        for (long at = START + STEP; at <= START + 2 * DAY; at += STEP) {
            for (due += perDay * (at < START + 5 * HOUR ? times : 1) / 288; due >= 1; due--) {
                series.add(message("m" + n++, at - 1, true));
            }
            series.read(at, List.of(BY_SURPRISE), STEP).stream()
                    .filter(RuleReading::recovered)
                    .forEach(ends::add);
        }

        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).newLevel()).isFalse();
    }
}
