package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Severity;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleDetails;
import io.tidewatch.rule.RuleKind;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.filter.CalendarEffect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whole fortnights of a series under rules of every kind: what is told and what is packed, to the bit. A job that is
 * restored from what another build has packed must go on as if nothing had happened, so whoever means to change neither
 * sees here that neither has changed; whoever means to sets the new values.
 *
 * <p>Math's last bit may differ between processor families, hence one of them only.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class PlayedSeriesTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_800_000_000_000L / DAY * DAY;

    @Test
    void shouldTellAndPackTheSameToTheBit() throws Exception {
        assertThat(new Fortnight(1, false).play())
                .isEqualTo(new Outcome(
                        "ca99d715928820d3",
                        "a3170c2d95d78d60",
                        Map.of(
                                "Drift",
                                367,
                                "Few",
                                730,
                                "Flatline",
                                124,
                                "Lull",
                                222,
                                "Shift",
                                303,
                                "Spike",
                                194,
                                "Surge",
                                549,
                                "Threshold",
                                625)));
        assertThat(new Fortnight(2, true).play())
                .isEqualTo(new Outcome(
                        "bdc31d14bc754117",
                        "1a40f7549357a298",
                        Map.of(
                                "Few",
                                503,
                                "Flatline",
                                126,
                                "Lull",
                                157,
                                "Shift",
                                295,
                                "Spike",
                                205,
                                "Surge",
                                160,
                                "Threshold",
                                638)));
    }

    /**
     * @param packed digest of what was packed at the end of each day
     * @param told digest of all readings and of when the next one was asked for
     * @param readings by rule: a rule that tells nothing proves nothing
     */
    record Outcome(String packed, String told, Map<String, Integer> readings) {}

    /**
     * Days and nights of about three hundred messages, two swells, a lull, a silent source, a build-up, a new model, a new
     * meaning and a rule that comes later; some messages are copies, some come late.
     */
    static final class Fortnight {
        private static final long GRID = 5 * MINUTE / 2;
        private static final int DAYS = 14;
        private static final String[] SOURCES = {"weibo", "douyin", "hotline"};

        private final Random random;
        private final boolean repack;
        private final long zoneMs;
        private final MessageDigest packed = MessageDigest.getInstance("SHA-256");
        private final MessageDigest told = MessageDigest.getInstance("SHA-256");
        private final Map<String, Integer> readings = new TreeMap<>();
        private final SourceOutages silences = new SourceOutages();
        private final List<Rule> early = List.of(surge(), spike(), threshold(), shift(), flatline(), lull());
        private final List<Rule> all = new ArrayList<>(early);
        private Series series;
        private long next = Series.NEVER;
        private int n;

        /** @param repack once a day the series is packed and goes on from that */
        Fortnight(long seed, boolean repack) throws NoSuchAlgorithmException {
            random = new Random(seed);
            this.repack = repack;
            zoneMs = seed % 2 == 0 ? 0 : 8 * HOUR;
            series = seed % 2 == 0 ? new Series(START, zoneMs) : Series.steady(START - 14 * DAY, START, 1, zoneMs);
            if (seed % 2 != 0) {
                series.knowShare(Series.shareName(shift()), 0.2, 1);
            }
            all.add(drift());
            all.add(few());
            silences.put("weibo", new SourceOutages.Span(at(4, 9), at(4, 10), at(4, 13), at(4, 14)));
            silences.put(
                    "hotline", new SourceOutages.Span(at(11, 2), at(11, 3), SourceOutages.OPEN, SourceOutages.OPEN));
        }

        private static long at(int day, double hour) {
            return START + day * DAY + (long) (hour * HOUR);
        }

        Outcome play() throws IOException {
            for (int day = 0; day < DAYS; day++) {
                long end = at(day + 1, 0);
                long time = at(day, 0);
                while (true) {
                    time += Math.max(1, (long) (-StrictMath.log(1 - random.nextDouble()) / perMs(time)));
                    if (time >= end) {
                        break;
                    }
                    readUntil(time);
                    if (!isLull(time)) {
                        say(time);
                    }
                }
                readUntil(end);
                byte[] bytes = pack();
                packed.update(bytes);
                if (repack) {
                    series = Series.unpack(new DataInputStream(new ByteArrayInputStream(bytes)), zoneMs);
                }
            }
            return new Outcome(hex(packed), hex(told), readings);
        }

        /** Messages in a millisecond. */
        private double perMs(long time) {
            double perDay = time < at(10, 0) ? 250 : 250 * (1 + 0.3 * (time - at(10, 0)) / DAY);
            double byHour = (time / HOUR + zoneMs / HOUR) % 24 < 8 ? 0.3 : 1.35;
            return perDay * byHour * (isSwell(time) ? 15 : 1) / DAY;
        }

        private static boolean isSwell(long time) {
            return time >= at(6, 10) && time < at(6, 12.5) || time >= at(9, 3) && time < at(9, 3.5);
        }

        private static boolean isLull(long time) {
            return time >= at(7, 9) && time < at(7, 17);
        }

        private void say(long time) {
            String source = SOURCES[random.nextInt(SOURCES.length)];
            boolean complains = random.nextDouble() < (isSwell(time) ? 0.6 : 0.2);
            String id = "m" + n++;
            SeriesMessage m = new SeriesMessage(
                            time,
                            id,
                            random.nextInt(5) > 0,
                            complains,
                            StableHash.fast("a" + random.nextInt(500)),
                            random.nextInt(1_000),
                            "快递五天没动 " + id,
                            random.nextInt(3) == 0 ? "social" : "voice",
                            source,
                            isSwell(time)
                                    ? List.of("没动", "w" + random.nextInt(200))
                                    : List.of("w" + random.nextInt(200)),
                            List.of("city=" + (isSwell(time) ? "杭州" : "c" + random.nextInt(20))),
                            time,
                            time + 5)
                    .in(complains ? List.of(Series.shareName(shift())) : List.of())
                    .readBy(time < at(12, 6) ? 7 : 8);
            long cameAt = time + (random.nextInt(20) == 0 ? (long) (random.nextDouble() * 40 * MINUTE) : 0);
            series.add(m, cameAt);
            next = Math.min(next, Math.floorDiv(cameAt, GRID) * GRID + GRID);
        }

        private void readUntil(long time) {
            while (next <= time) {
                long at = next;
                List<Rule> rules = at < at(2, 0) ? early : all;
                series.means(at < at(8, 6) ? "a" : "b", at);
                for (RuleReading r : series.read(at, rules, GRID, silences, new Promotion())) {
                    readings.merge(r.rule(), 1, Integer::sum);
                    told.update(r.toString().getBytes(StandardCharsets.UTF_8));
                }
                next = Math.max(at + GRID, series.nextReading(at, rules, GRID));
                told.update(Long.toString(next).getBytes(StandardCharsets.UTF_8));
            }
        }

        private byte[] pack() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            series.pack(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }

        private static String hex(MessageDigest digest) {
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        }
    }

    /** One day of twice as much. */
    private record Promotion() implements CalendarEffect {
        @Override
        public boolean isDayOff(long day) {
            return CalendarEffect.isWeekend(day);
        }

        @Override
        public double lift(long instant) {
            return instant >= START + 5 * DAY && instant < START + 6 * DAY ? 2 : 1;
        }
    }

    private static Condition is(Metric metric, Operator operator, double value) {
        return new Condition(metric, operator, value);
    }

    private static Rule surge() {
        return rule(
                "Surge",
                RuleKind.SURGE,
                10 * MINUTE,
                List.of(
                        is(Metric.SCORE, Operator.AT_LEAST, 2.4),
                        is(Metric.RATIO, Operator.AT_LEAST, 2),
                        is(Metric.ORIGINALS, Operator.AT_LEAST, 8)),
                List.of(is(Metric.SCORE, Operator.AT_LEAST, 4), is(Metric.ORIGINALS, Operator.AT_LEAST, 30)),
                new Recover(List.of(is(Metric.RATIO, Operator.BELOW, 1.3)), 10 * MINUTE));
    }

    private static Rule spike() {
        return rule(
                "Spike",
                RuleKind.SPIKE,
                5 * MINUTE,
                List.of(is(Metric.PROBABILITY, Operator.AT_LEAST, 0.9), is(Metric.POSTS, Operator.ABOVE, 6)),
                List.of(is(Metric.SCORE, Operator.AT_LEAST, 6), is(Metric.AUTHORS, Operator.AT_LEAST, 20)),
                new Recover(List.of(is(Metric.SCORE, Operator.BELOW, 0)), 5 * MINUTE));
    }

    private static Rule threshold() {
        return rule(
                "Threshold",
                RuleKind.THRESHOLD,
                HOUR,
                List.of(is(Metric.ORIGINALS, Operator.AT_LEAST, 25), is(Metric.REACH, Operator.AT_LEAST, 5_000)),
                List.of(is(Metric.ORIGINALS, Operator.AT_LEAST, 300), is(Metric.NEGATIVE_SHARE, Operator.ABOVE, 0.3)),
                new Recover(List.of(is(Metric.ORIGINALS, Operator.BELOW, 20)), 30 * MINUTE));
    }

    private static Rule few() {
        return rule(
                "Few",
                RuleKind.THRESHOLD,
                2 * HOUR,
                List.of(is(Metric.ORIGINALS, Operator.AT_MOST, 2)),
                List.of(is(Metric.ORIGINALS, Operator.BELOW, 1)),
                new Recover(List.of(is(Metric.ORIGINALS, Operator.ABOVE, 5)), 10 * MINUTE));
    }

    private static Rule shift() {
        return rule(
                "Shift",
                RuleKind.SHIFT,
                2 * HOUR,
                List.of(
                        is(Metric.DELTA_POINTS, Operator.AT_LEAST, 15),
                        is(Metric.CONFIDENCE, Operator.AT_LEAST, 0.99),
                        is(Metric.ORIGINALS, Operator.AT_LEAST, 20)),
                List.of(is(Metric.DELTA_POINTS, Operator.AT_LEAST, 30), is(Metric.ORIGINALS, Operator.AT_LEAST, 100)),
                new Recover(List.of(is(Metric.DELTA_POINTS, Operator.BELOW, 5)), 30 * MINUTE));
    }

    private static Rule flatline() {
        return rule(
                "Flatline",
                RuleKind.FLATLINE,
                3 * HOUR,
                List.of(is(Metric.POSTS, Operator.EQUAL, 0)),
                List.of(is(Metric.POSTS, Operator.BELOW, 0)),
                null);
    }

    private static Rule lull() {
        return rule(
                "Lull",
                RuleKind.FLATLINE,
                2 * HOUR,
                List.of(is(Metric.RATIO, Operator.AT_MOST, 0.1)),
                List.of(is(Metric.RATIO, Operator.AT_MOST, 0.01)),
                null);
    }

    private static Rule drift() {
        return rule(
                "Drift",
                RuleKind.DRIFT,
                DAY,
                List.of(is(Metric.SENSITIVITY, Operator.AT_LEAST, 1), is(Metric.ORIGINALS, Operator.AT_LEAST, 30)),
                List.of(is(Metric.SCORE, Operator.AT_LEAST, 6)),
                new Recover(List.of(is(Metric.SCORE, Operator.BELOW, 0)), 30 * MINUTE));
    }

    private static Rule rule(
            String name,
            RuleKind kind,
            long window,
            List<Condition> warning,
            List<Condition> critical,
            Recover recover) {
        return SeriesPlay.rule(
                name,
                kind,
                5 * MINUTE / 2,
                window,
                List.of(new SeverityLevel(Severity.WARNING, warning), new SeverityLevel(Severity.CRITICAL, critical)),
                recover,
                kind == RuleKind.SHIFT
                        ? new RuleDetails("negative", row -> true, 0, 0, List.of(), null, null, false, 0)
                        : null);
    }
}
