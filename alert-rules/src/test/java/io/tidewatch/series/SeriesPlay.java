package io.tidewatch.series;

import static io.tidewatch.series.SeriesRules.is;
import static io.tidewatch.series.SeriesRules.recover;
import static io.tidewatch.series.SeriesRules.warning;

import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.DriftSpec;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SurgeSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rules and messages for one series, and whole plays of them. */
public final class SeriesPlay {
    static final long START = 1_800_000_000_000L / 300_000 * 300_000;
    static final long SECOND = 1_000;
    static final long MINUTE = 60 * SECOND;
    static final long DAY = 24 * 60 * MINUTE;

    private SeriesPlay() {}

    static byte[] pack(Series series) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        series.pack(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static SeriesMessage message(String id, long time, boolean original) {
        return SeriesMessage.builder(time, id)
                .original(original)
                .negative(true)
                .author(StableHash.fast(id))
                .followers(10)
                .text("快递五天没动 " + id)
                .channel("social")
                .source("weibo")
                .keywords(List.of("没动"))
                .traits(List.of("city=杭州"))
                .build();
    }

    static Rule rule() {
        return SeriesRules.rule(
                "Swell",
                30 * SECOND,
                new SurgeSpec(10 * MINUTE, recover(Metric.RATIO, Operator.BELOW, 1.3, 10 * MINUTE)),
                warning(
                        is(Metric.SCORE, Operator.AT_LEAST, 2.4),
                        is(Metric.RATIO, Operator.AT_LEAST, 2),
                        is(Metric.ORIGINALS, Operator.AT_LEAST, 30)));
    }

    static Rule drift() {
        return SeriesRules.rule(
                "BuildUp",
                30 * SECOND,
                new DriftSpec(DAY, recover(Metric.SCORE, Operator.BELOW, 0, 30 * MINUTE)),
                warning(is(Metric.SENSITIVITY, Operator.AT_LEAST, 2.4), is(Metric.ORIGINALS, Operator.AT_LEAST, 30)));
    }

    /** Plays days on one series as whoever holds it does: it is read after each message and when it asks to be. */
    static final class Drifting {
        static final long GRID = 30 * SECOND;

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

        /**
         * @param perDay growth by day, a part of the day before
         *
         * @param packed once a day
         */
        List<RuleReading> days(int days, double volume, double perDay, boolean packed) throws IOException {
            List<RuleReading> out = new ArrayList<>();
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

        private List<RuleReading> readUntil(long time) {
            List<RuleReading> out = new ArrayList<>();
            while (next <= time) {
                out.addAll(series.read(next, rules, GRID));
                next = series.nextReading(next, rules, GRID);
            }
            return out;
        }
    }

    /** Plays a steady trickle and surges on one series. */
    static final class Play {
        Series series;
        long now;
        int n;

        Play(long start) {
            series = new Series(start, 0);
            now = start;
        }

        List<RuleReading> quiet(int minutes) {
            return play(minutes, 12 * MINUTE);
        }

        List<RuleReading> swell(int minutes, int perMinute) {
            return play(minutes, MINUTE / perMinute);
        }

        private List<RuleReading> play(int minutes, long every) {
            List<RuleReading> out = new ArrayList<>();
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
