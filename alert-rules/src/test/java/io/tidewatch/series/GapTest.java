package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.rule.Rule;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that all come late because the system was away at their event time. */
class GapTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long NOON = 1_800_000_000_000L / DAY * DAY + 14 * DAY + 4 * 60 * MINUTE;
    private static final int RUNS = 10;

    @ParameterizedTest
    @CsvSource({"180, 180", "180, 360", "400, 720"})
    void shouldWarnSoonAfterAGapInTheMiddleOfARise(int gapAfterOnset, int gapSeconds) {
        double after = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            long fired = firstBreach(seed, gapAfterOnset, gapSeconds);
            long calm = firstBreach(seed, 0, 0);
            assertThat(fired).as("warned at all, seed %s", seed).isPositive();
            after += Math.max(0, fired - Math.max(calm, NOON + 30 * MINUTE + (gapAfterOnset + gapSeconds) * 1_000L));
        }

        assertThat(after / RUNS / MINUTE).as("minutes after the gap").isLessThan(2);
    }

    @Test
    void shouldWarnSoonAfterTheSecondOfTwoGaps() {
        long onset = NOON + 30 * MINUTE;
        long warned = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            long fired = firstBreach(seed, t -> {
                long s = (t - onset) / 1_000;
                return s >= 120 && s < 420 ? onset + 420_000 : s >= 440 && s < 800 ? onset + 800_000 : t;
            });
            warned += Math.max(0, fired - Math.max(firstBreach(seed, 0, 0), onset + 800_000));
        }

        assertThat(warned / RUNS)
                .as("after the gap, or when it would have been")
                .isLessThan(2 * MINUTE);
    }

    @Test
    void shouldNotWarnOfWhatIsLateForItsOwnReasons() {
        Rule rule = SeriesPlay.rule();
        Series series = Series.steady(NOON - 14 * DAY, NOON, 3, 8 * 60 * MINUTE);
        long heard = NOON + 10 * MINUTE;
        for (int i = 0; i < 200; i++) {
            SeriesMessage m = SeriesPlay.message("late" + i, NOON + i * 1_000L, true).toBuilder()
                    .receivedAt(heard)
                    .build();
            series.add(m, heard);
        }

        for (long at = NOON + 30_000; at < NOON + 30 * MINUTE; at += 30_000) {
            assertThat(series.read(at, List.of(rule), 30_000)).allMatch(r -> r.level() == null);
        }
    }

    /** @return epoch milliseconds; 0 when it does not fire */
    private static long firstBreach(int seed, int gapAfterOnset, int gapSeconds) {
        long from = NOON + 30 * MINUTE + gapAfterOnset * 1_000L;
        long to = from + gapSeconds * 1_000L;
        return firstBreach(seed, t -> t >= from && t < to ? to : t);
    }

    /** @param comes when what is said at an instant comes */
    private static long firstBreach(int seed, LongUnaryOperator comes) {
        SplittableRandom random = new SplittableRandom(seed);
        Rule rule = SeriesPlay.rule();
        Series series = Series.steady(NOON - 14 * DAY, NOON, 3, 8 * 60 * MINUTE);
        long onset = NOON + 30 * MINUTE;
        long next = NOON;
        for (long at = NOON + 30_000; at < NOON + 120 * MINUTE; at += 30_000) {
            for (; next < at; next += 1_000) {
                double times = next < onset ? 1 : Math.min(10, 1 + 9.0 * (next - onset) / (15 * MINUTE));
                if (random.nextDouble() < 0.01 * times) {
                    series.add(received("m" + next, next), comes.applyAsLong(next));
                }
            }
            for (RuleReading r : series.read(at, List.of(rule), 30_000)) {
                if (r.level() != null) {
                    return at;
                }
            }
        }
        return 0;
    }

    private static SeriesMessage received(String id, long time) {
        return SeriesPlay.message(id, time, true).toBuilder().receivedAt(time).build();
    }
}
