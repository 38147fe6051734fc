package io.tidewatch.series;

import static io.tidewatch.series.SeriesRules.critical;
import static io.tidewatch.series.SeriesRules.is;
import static io.tidewatch.series.SeriesRules.recover;
import static io.tidewatch.series.SeriesRules.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.DriftSpec;
import io.tidewatch.rule.FlatlineSpec;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.ShiftSpec;
import io.tidewatch.rule.SpikeSpec;
import io.tidewatch.rule.SurgeSpec;
import io.tidewatch.rule.ThresholdSpec;
import io.tidewatch.surge.filter.CalendarEffect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whole fortnights of a series under rules of every kind: what is read and what is packed, to the bit. A job that is
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

    private static final Path GOLDEN = Path.of("src/test/resources/series/played-series.txt");

    @Test
    void shouldReadAndPackTheSameToTheBit() throws Exception {
        // given
        List<String> lines = new ArrayList<>();
        // when
        lines.addAll(new Fortnight(1, false).play());
        lines.addAll(new Fortnight(2, true).play());
        // then
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, lines);
        }
        assertThat(lines)
                .as(
                        "regenerate with -Dgolden.update=true, then read the difference: it says which day, which rule, which figure")
                .containsExactlyElementsOf(Files.readAllLines(GOLDEN));
    }

    /** What one rule reported in one day: sums that a person can compare, and a digest of every figure. */
    private static final class DayOfRule {
        private final MessageDigest all;
        private int readings;
        private int breaches;
        private int recoveries;
        private long originals;
        private double score;

        DayOfRule() {
            try {
                all = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void add(RuleReading r) {
            AlertValue v = r.value();
            readings++;
            breaches += r.level() == null ? 0 : 1;
            recoveries += r.recovered() ? 1 : 0;
            originals += v.originals();
            score += v.score() == null ? 0 : v.score();
            String figures = Stream.of(
                            r.at(),
                            r.level(),
                            r.breachSince(),
                            r.recovered(),
                            r.coldStart(),
                            r.receivedAt(),
                            r.annotatedAt(),
                            v.posts(),
                            v.originals(),
                            v.authors(),
                            v.reach(),
                            v.expected(),
                            v.ratio(),
                            v.score(),
                            v.probability(),
                            v.negativeShare(),
                            v.doublingMinutes(),
                            v.completeness(),
                            v.change() == null
                                    ? null
                                    : List.of(
                                            v.change().share(),
                                            v.change().usual(),
                                            v.change().deltaPoints(),
                                            v.change().confidence()),
                            v.forecast() == null
                                    ? null
                                    : List.of(
                                            v.forecast().severity(),
                                            v.forecast().minutes()),
                            r.evidence().first() == null
                                    ? null
                                    : r.evidence().first().id(),
                            r.evidence().samples().stream()
                                    .map(EvidenceSample::id)
                                    .toList(),
                            r.evidence().keywords(),
                            r.evidence().overRepresented().stream()
                                    .map(l -> l.dimension() + '=' + l.value() + ' ' + l.lift())
                                    .toList())
                    .map(String::valueOf)
                    .collect(Collectors.joining("|"));
            all.update(figures.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "readings %d, in breach %d, recovered %d, originals %d, score %.3f, all figures %s",
                    readings,
                    breaches,
                    recoveries,
                    originals,
                    score,
                    hex(all));
        }
    }

    /**
     * Days and nights of about three hundred messages, two surges, a period of low counts, a source outage, a build-up,
     * a new model, a new meaning and a rule that comes later; some messages are copies, some come late.
     */
    static final class Fortnight {
        private static final long GRID = 5 * MINUTE / 2;
        private static final int DAYS = 14;
        private static final String[] SOURCES = {"weibo", "douyin", "hotline"};

        private final Random random;
        private final boolean repack;
        private final long zoneMs;
        private final long seed;
        private final Map<String, DayOfRule> byRule = new TreeMap<>();
        private final SourceOutages outages = new SourceOutages();
        private final List<Rule> early = List.of(surge(), spike(), threshold(), shift(), flatline(), belowUsual());
        private final List<Rule> all = new ArrayList<>(early);
        private Series series;
        private long next = Series.NEVER;
        private int n;

        /** @param repack once a day the series is packed and goes on from that */
        Fortnight(long seed, boolean repack) {
            this.seed = seed;
            random = new Random(seed);
            this.repack = repack;
            zoneMs = seed % 2 == 0 ? 0 : 8 * HOUR;
            series = seed % 2 == 0 ? new Series(START, zoneMs) : Series.steady(START - 14 * DAY, START, 1, zoneMs);
            if (seed % 2 != 0) {
                series.knowShare(Series.shareName(shift()), 0.2, 1);
            }
            all.add(drift());
            all.add(few());
            outages.put("weibo", new SourceOutages.Span(at(4, 9), at(4, 10), at(4, 13), at(4, 14)));
            outages.put(
                    "hotline", new SourceOutages.Span(at(11, 2), at(11, 3), SourceOutages.OPEN, SourceOutages.OPEN));
        }

        private static long at(int day, double hour) {
            return START + day * DAY + (long) (hour * HOUR);
        }

        List<String> play() throws Exception {
            List<String> lines = new ArrayList<>();
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
                String name = "fortnight " + seed + ", day " + (day + 1) + ", ";
                byRule.forEach((rule, summary) -> lines.add(name + rule + ": " + summary));
                byRule.clear();
                MessageDigest packed = MessageDigest.getInstance("SHA-256");
                packed.update(bytes);
                lines.add(
                        name + "packed: " + bytes.length + " bytes, " + hex(packed) + ", next reading " + (next - end));
                if (repack) {
                    series = Series.unpack(new DataInputStream(new ByteArrayInputStream(bytes)), zoneMs);
                }
            }
            return lines;
        }

        /** Messages in a millisecond. */
        private double perMs(long time) {
            double perDay = time < at(10, 0) ? 250 : 250 * (1 + 0.3 * (time - at(10, 0)) / DAY);
            double byHour = (time / HOUR + zoneMs / HOUR) % 24 < 8 ? 0.3 : 1.35;
            return perDay * byHour * (isSurge(time) ? 15 : 1) / DAY;
        }

        private static boolean isSurge(long time) {
            return time >= at(6, 10) && time < at(6, 12.5) || time >= at(9, 3) && time < at(9, 3.5);
        }

        private static boolean isLull(long time) {
            return time >= at(7, 9) && time < at(7, 17);
        }

        private void say(long time) {
            String source = SOURCES[random.nextInt(SOURCES.length)];
            boolean complains = random.nextDouble() < (isSurge(time) ? 0.6 : 0.2);
            String id = "m" + n++;
            SeriesMessage m = SeriesMessage.builder(time, id)
                    .original(random.nextInt(5) > 0)
                    .negative(complains)
                    .author(StableHash.fast("a" + random.nextInt(500)))
                    .followers(random.nextInt(1_000))
                    .text("快递五天没动 " + id)
                    .channel(random.nextInt(3) == 0 ? "social" : "voice")
                    .source(source)
                    .keywords(
                            isSurge(time)
                                    ? List.of("没动", "w" + random.nextInt(200))
                                    : List.of("w" + random.nextInt(200)))
                    .traits(List.of("city=" + (isSurge(time) ? "杭州" : "c" + random.nextInt(20))))
                    .receivedAt(time)
                    .annotatedAt(time + 5)
                    .build()
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
                for (RuleReading r : series.read(at, rules, GRID, outages, new Promotion())) {
                    byRule.computeIfAbsent(r.rule(), n -> new DayOfRule()).add(r);
                }
                next = Math.max(at + GRID, series.nextReading(at, rules, GRID));
            }
        }

        private byte[] pack() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            series.pack(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
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

    private static Rule surge() {
        return rule(
                "Surge",
                warning(
                        is(Metric.SCORE, Operator.AT_LEAST, 2.4),
                        is(Metric.RATIO, Operator.AT_LEAST, 2),
                        is(Metric.ORIGINALS, Operator.AT_LEAST, 8)),
                critical(is(Metric.SCORE, Operator.AT_LEAST, 4), is(Metric.ORIGINALS, Operator.AT_LEAST, 30)),
                new SurgeSpec(10 * MINUTE, recover(Metric.RATIO, Operator.BELOW, 1.3, 10 * MINUTE)));
    }

    private static Rule spike() {
        return rule(
                "Spike",
                warning(is(Metric.PROBABILITY, Operator.AT_LEAST, 0.9), is(Metric.POSTS, Operator.ABOVE, 6)),
                critical(is(Metric.SCORE, Operator.AT_LEAST, 6), is(Metric.AUTHORS, Operator.AT_LEAST, 20)),
                new SpikeSpec(5 * MINUTE, recover(Metric.SCORE, Operator.BELOW, 0, 5 * MINUTE)));
    }

    private static Rule threshold() {
        return rule(
                "Threshold",
                warning(is(Metric.ORIGINALS, Operator.AT_LEAST, 25), is(Metric.REACH, Operator.AT_LEAST, 5_000)),
                critical(is(Metric.ORIGINALS, Operator.AT_LEAST, 300), is(Metric.NEGATIVE_SHARE, Operator.ABOVE, 0.3)),
                new ThresholdSpec(HOUR, recover(Metric.ORIGINALS, Operator.BELOW, 20, 30 * MINUTE)));
    }

    private static Rule few() {
        return rule(
                "Few",
                warning(is(Metric.ORIGINALS, Operator.AT_MOST, 2)),
                critical(is(Metric.ORIGINALS, Operator.BELOW, 1)),
                new ThresholdSpec(2 * HOUR, recover(Metric.ORIGINALS, Operator.ABOVE, 5, 10 * MINUTE)));
    }

    private static Rule shift() {
        return rule(
                "Shift",
                warning(
                        is(Metric.DELTA_POINTS, Operator.AT_LEAST, 15),
                        is(Metric.CONFIDENCE, Operator.AT_LEAST, 0.99),
                        is(Metric.ORIGINALS, Operator.AT_LEAST, 20)),
                critical(is(Metric.DELTA_POINTS, Operator.AT_LEAST, 30), is(Metric.ORIGINALS, Operator.AT_LEAST, 100)),
                new ShiftSpec(
                        2 * HOUR,
                        "negative",
                        row -> true,
                        recover(Metric.DELTA_POINTS, Operator.BELOW, 5, 30 * MINUTE)));
    }

    private static Rule flatline() {
        return rule(
                "Flatline",
                warning(is(Metric.POSTS, Operator.EQUAL, 0)),
                critical(is(Metric.POSTS, Operator.BELOW, 0)),
                new FlatlineSpec(3 * HOUR));
    }

    private static Rule belowUsual() {
        return rule(
                "Lull",
                warning(is(Metric.RATIO, Operator.AT_MOST, 0.1)),
                critical(is(Metric.RATIO, Operator.AT_MOST, 0.01)),
                new FlatlineSpec(2 * HOUR));
    }

    private static Rule drift() {
        return rule(
                "Drift",
                warning(is(Metric.SENSITIVITY, Operator.AT_LEAST, 1), is(Metric.ORIGINALS, Operator.AT_LEAST, 30)),
                critical(is(Metric.SCORE, Operator.AT_LEAST, 6)),
                new DriftSpec(DAY, recover(Metric.SCORE, Operator.BELOW, 0, 30 * MINUTE)));
    }

    private static Rule rule(String name, SeverityLevel warning, SeverityLevel critical, RuleSpec spec) {
        return SeriesRules.rule(name, 5 * MINUTE / 2, spec, warning, critical);
    }
}
