package io.tidewatch.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Kind;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final long START = 1_800_000_000_000L / 300_000 * 300_000;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;

    @Test
    void shouldBreachWhenASwellPassesEveryCondition() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        List<Reading> readings = play.swell(60, 20);

        Reading first =
                readings.stream().filter(r -> r.level() != null).findFirst().orElseThrow();
        assertThat(first.value().originals()).isGreaterThanOrEqualTo(30);
        assertThat(first.value().authors()).isEqualTo(first.value().originals());
        assertThat(first.value().ratio()).isGreaterThan(2);
        assertThat(first.evidence().first()).isNotNull();
        assertThat(first.evidence().samples()).hasSize(5);
        assertThat(first.evidence().keywords()).contains("没动");
        assertThat(first.coldStart()).isTrue();
    }

    @Test
    void shouldTellRecoveryOnceWhenItHasHeldLongEnough() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        play.swell(60, 20);

        List<Reading> after = play.quiet(3 * 60);

        assertThat(after.stream().filter(Reading::recovered)).hasSize(1);
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

        List<Reading> readings = play.quiet(30);

        assertThat(readings).noneMatch(r -> r.level() != null);
    }

    @Test
    void shouldReadTheSameWhateverTheOrderOfArrival() {
        List<SeriesMessage> messages = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            messages.add(message("m" + i, START + i * 2 * SECOND, true));
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
        series.add(message("first heard", START, true));
        series.add(message("earlier", START - 20 * MINUTE, true));

        assertThat(series.read(START - 19 * MINUTE, List.of(rule()), 30 * SECOND))
                .isEmpty();
        assertThat(series.nextReading(START - 19 * MINUTE, List.of(rule()), 30 * SECOND))
                .isEqualTo(Series.NEVER);
    }

    @Test
    void shouldReadAgainWithoutANewMessageOnlyWhileARuleMayComeToHold() {
        Series few = heard(29);
        Series many = heard(30);
        long at = START + 30 * SECOND;
        few.read(at, List.of(rule()), 30 * SECOND);
        many.read(at, List.of(rule()), 30 * SECOND);

        assertThat(few.nextReading(at, List.of(rule()), 30 * SECOND)).isEqualTo(Series.NEVER);
        assertThat(many.nextReading(at, List.of(rule()), 30 * SECOND)).isEqualTo(at + 30 * SECOND);

        long past = START + 11 * MINUTE;
        many.read(past, List.of(rule()), 30 * SECOND);
        assertThat(many.nextReading(past, List.of(rule()), 30 * SECOND)).isEqualTo(Series.NEVER);
    }

    private static Series heard(int messages) {
        Series series = new Series(START, 0);
        for (int i = 0; i < messages; i++) {
            series.add(message("m" + i, START + i, true));
        }
        return series;
    }

    @Test
    void shouldGoOnTheSameWhenPackedInTheMiddle() throws IOException {
        Play one = new Play(START);
        one.quiet(3 * 60);
        one.swell(20, 20);
        Play two = new Play(START);
        two.quiet(3 * 60);
        two.swell(20, 20);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        two.series.pack(new DataOutputStream(bytes));
        two.series = Series.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 0);

        assertThat(two.swell(30, 20)).isEqualTo(one.swell(30, 20));
    }

    @Test
    void shouldTellABuildUpOfDaysWithoutASurge() throws IOException {
        Drifting play = new Drifting(20);
        List<Reading> learning = play.days(4, 200, 0, false);
        List<Reading> normal = play.days(10, 200, 0, false);
        List<Reading> growing = play.days(5, 200, 0.3, false);

        assertThat(learning).isEmpty();
        assertThat(normal).isEmpty();
        assertThat(growing).isNotEmpty();
        Reading first = growing.get(0);
        assertThat(first.at()).isBetween(play.start + 14 * DAY, play.start + 18 * DAY);
        assertThat(first.value().expected()).isBetween(150.0, 260.0);
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

        List<Reading> after = play.days(20, 400, 0, false);

        assertThat(after.stream().filter(Reading::recovered)).hasSize(1);
        assertThat(after.get(after.size() - 1).recovered()).isTrue();
    }

    @Test
    void shouldNotTakeAnHoursSurgeForABuildUp() throws IOException {
        Drifting play = new Drifting(22);
        play.days(14, 200, 0, false);
        for (int i = 0; i < 40; i++) {
            play.say(play.now + i * 90 * SECOND);
        }

        assertThat(play.days(3, 200, 0, false)).isEmpty();
    }

    @Test
    void shouldReadADriftOnlyWhenItMayHaveChanged() throws IOException {
        Drifting play = new Drifting(23);
        play.days(3, 200, 0, false);

        long next = play.series.nextReading(play.now, play.rules, 30 * SECOND);

        assertThat(next).isEqualTo(DriftFilter.nextBlock(play.now));
        Series silent = new Series(START, 0);
        silent.read(START + 30 * SECOND, play.rules, 30 * SECOND);
        assertThat(silent.nextReading(START + 30 * SECOND, play.rules, 30 * SECOND))
                .isEqualTo(Series.NEVER);
    }

    @Test
    void shouldGoOnTheSameWhenPackedInTheMiddleOfABuildUp() throws IOException {
        Drifting one = new Drifting(24);
        Drifting two = new Drifting(24);
        one.days(14, 200, 0, false);
        two.days(14, 200, 0, false);

        assertThat(two.days(4, 200, 0.3, true))
                .isEqualTo(one.days(4, 200, 0.3, false))
                .isNotEmpty();
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

    @Test
    void shouldKeepADayOfAManyVoicedSeriesSmall() throws IOException {
        Drifting play = new Drifting(26);
        play.days(2, 60_000, 0, false);
        long day = play.now - DAY;
        WindowCounts counts = play.series.counts(day, play.now);

        assertThat(counts.originals()).isBetween(57_000L, 63_000L);
        assertThat((double) counts.authors() / counts.originals()).isBetween(0.97, 1.0);
        assertThat((double) counts.reach() / counts.originals()).isBetween(9.5, 10.5);
        assertThat(pack(play.series).length).isLessThan(400_000);
    }

    /** Packed by the release before slow clocks: 80 originals in the last ten minutes, the rule open. */
    @Test
    void shouldGoOnFromWhatTheReleaseBeforeHasPacked() throws IOException {
        byte[] packed;
        try (InputStream in = SeriesTest.class.getResourceAsStream("/surge/series-codec-1.txt")) {
            packed = Base64.getMimeDecoder().decode(in.readAllBytes());
        }
        long at = START + 20 * MINUTE + 30 * SECOND;

        Series series = Series.unpack(new DataInputStream(new ByteArrayInputStream(packed)), 0);
        List<Reading> readings = series.read(at, List.of(rule(), drift()), 30 * SECOND);

        assertThat(readings).hasSize(1);
        assertThat(readings.get(0).value().originals()).isEqualTo(76);
        assertThat(readings.get(0).value().score()).isEqualTo(-2.6075928642009396);
        assertThat(readings.get(0).evidence().first().id()).isEqualTo("m0");
        assertThat(series.counts(START, at)).isEqualTo(new WindowCounts(80, 80, 80, 800, 80));
    }

    @Test
    void shouldNameTheCodecThatItDoesNotKnow() {
        assertThatThrownBy(() -> Series.unpack(new DataInputStream(new ByteArrayInputStream(new byte[] {9})), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("series codec: 9, expected 1 to 3");
    }

    private static byte[] pack(Series series) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        series.pack(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static List<Reading> readAll(List<SeriesMessage> messages) {
        Series series = new Series(START - 2 * 24 * 60 * MINUTE, 0);
        messages.forEach(series::add);
        List<Reading> readings = new ArrayList<>();
        for (long at = START + 30 * SECOND; at < START + 60 * MINUTE; at += 30 * SECOND) {
            readings.addAll(series.read(at, List.of(rule()), 30 * SECOND));
        }
        return readings;
    }

    /** Score, backtest and running job are one detector: what a series tells is what the bare filter says of its counts. */
    @Test
    void shouldTellTheScoreOfTheBareFilter() {
        Play play = new Play(START);
        play.quiet(6 * 60);
        List<Reading> readings = play.swell(60, 20);
        BurstFilter bare = BurstFilter.ofSilence(BurstSettings.SURGE, START / Baseline.BIN_MS, 0);
        for (long bin = 0; bin < 72 + 8; bin++) {
            bare.close(bin < 72 ? trickle(bin) : 100);
        }

        long at = START + 80 * Baseline.BIN_MS;
        Reading there = readings.stream().filter(r -> r.at() == at).findFirst().orElseThrow();

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

    private static SeriesMessage message(String id, long time, boolean original) {
        return new SeriesMessage(
                time,
                id,
                original,
                true,
                Hashing.fast(id),
                10,
                "快递五天没动 " + id,
                "social",
                "weibo",
                List.of("没动"),
                List.of("city=杭州"),
                0,
                0);
    }

    private static Rule rule() {
        return new Rule(
                "Swell",
                Kind.SURGE,
                "v",
                "s",
                new SeriesSpec("", List.of(), "h"),
                row -> true,
                null,
                null,
                30 * SECOND,
                0,
                10 * MINUTE,
                0,
                List.of(new SeverityLevel(
                        Severity.WARNING,
                        List.of(
                                new Condition(Metric.SCORE, Condition.Operator.AT_LEAST, 2.4),
                                new Condition(Metric.RATIO, Condition.Operator.AT_LEAST, 2),
                                new Condition(Metric.ORIGINALS, Condition.Operator.AT_LEAST, 30)))),
                new Recover(List.of(new Condition(Metric.RATIO, Condition.Operator.BELOW, 1.3)), 10 * MINUTE),
                0,
                5,
                List.of("city"),
                Map.of(),
                null,
                null,
                List.of(),
                1_000,
                100,
                null);
    }

    private static Rule drift() {
        return new Rule(
                "BuildUp",
                Kind.DRIFT,
                "v",
                "s",
                new SeriesSpec("", List.of(), "h"),
                row -> true,
                null,
                null,
                30 * SECOND,
                0,
                DAY,
                0,
                List.of(new SeverityLevel(
                        Severity.WARNING,
                        List.of(
                                new Condition(Metric.SENSITIVITY, Condition.Operator.AT_LEAST, 2.4),
                                new Condition(Metric.ORIGINALS, Condition.Operator.AT_LEAST, 30)))),
                new Recover(List.of(new Condition(Metric.SCORE, Condition.Operator.BELOW, 0)), 30 * MINUTE),
                0,
                5,
                List.of("city"),
                Map.of(),
                null,
                null,
                List.of(),
                1_000,
                100,
                null);
    }

    /** Plays days on one series as whoever holds it does: it is read after each message and when it asks to be. */
    private static final class Drifting {
        private static final long GRID = 30 * SECOND;

        final long start = START / DAY * DAY;
        final Random random;
        Series series = new Series(start, 0);
        List<Rule> rules = List.of(drift());
        long now = start;
        private long next = Series.NEVER;
        private int n;

        Drifting(long seed) {
            random = new Random(seed);
        }

        /** @param perDay growth by day, a part of the day before @param packed once a day */
        List<Reading> days(int days, double volume, double perDay, boolean packed) throws IOException {
            List<Reading> out = new ArrayList<>();
            for (int d = 0; d < days; d++) {
                int count = (int) (volume * Math.pow(1 + perDay, d + (perDay > 0 ? 1 : 0)) + 5 * random.nextGaussian());
                List<Long> times = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    times.add(now + (long) (random.nextDouble() * DAY));
                }
                Collections.sort(times);
                long end = now + DAY;
                for (long t : times) {
                    out.addAll(readUntil(t));
                    say(t);
                }
                out.addAll(readUntil(end));
                now = end;
                if (packed) {
                    series = Series.unpack(new DataInputStream(new ByteArrayInputStream(pack(series))), 0);
                }
            }
            return out;
        }

        void say(long time) {
            series.add(message("m" + n++, time, true));
            next = Math.min(next, time / GRID * GRID + GRID);
        }

        private List<Reading> readUntil(long time) {
            List<Reading> out = new ArrayList<>();
            while (next <= time) {
                out.addAll(series.read(next, rules, GRID));
                next = series.nextReading(next, rules, GRID);
            }
            return out;
        }
    }

    /** Plays a steady trickle and swells on one series. */
    private static final class Play {
        Series series;
        long now;
        int n;

        Play(long start) {
            series = new Series(start, 0);
            now = start;
        }

        List<Reading> quiet(int minutes) {
            return play(minutes, 12 * MINUTE);
        }

        List<Reading> swell(int minutes, int perMinute) {
            return play(minutes, MINUTE / perMinute);
        }

        private List<Reading> play(int minutes, long every) {
            List<Reading> out = new ArrayList<>();
            long end = now + minutes * MINUTE;
            long next = now;
            while (now < end) {
                long at = now + 30 * SECOND;
                for (; next < at; next += every) {
                    series.add(message("m" + n++, next, true));
                }
                out.addAll(series.read(at, List.of(rule()), 30 * SECOND));
                now = at;
            }
            return out;
        }
    }
}
