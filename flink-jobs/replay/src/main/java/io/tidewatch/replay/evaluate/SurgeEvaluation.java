package io.tidewatch.replay.evaluate;

import io.tidewatch.replay.score.DetectorKind;
import io.tidewatch.surge.filter.CountDetector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares detectors at equal rates of false alarms and prints the tables of the documents: thresholds come from
 * generated streams.
 */
public final class SurgeEvaluation {
    private static final double[] RATES = {0.1, 0.01, 0.001};
    private static final double[] VOLUMES = {0.2, 1, 5, 25, 100};
    private static final int DAYS = 28;
    private static final int LEARNING_DAYS = 14;
    private static final int COLD_DAYS = 2;
    private static final double[] PER_DAY = {50, 200, 1000};
    private static final double[] GROWTH = {0.25, 0.35};
    private static final int EARLY_BINS = 2 * StreamGenerator.DAY;

    private final long seed;
    private final int keys;
    private final Consumer<String> progress;
    private final StringBuilder out = new StringBuilder();
    private final Map<Method, double[]> thresholds = new EnumMap<>(Method.class);

    /**
     * @param seed of the streams that thresholds come from
     * @param keys how many of them
     * @param progress called with what goes on
     */
    public SurgeEvaluation(long seed, int keys, Consumer<String> progress) {
        this.seed = seed;
        this.keys = keys;
        this.progress = progress;
    }

    /**
     * The tables as Markdown.
     *
     * @param folder labelled counts; null: generated ones only
     */
    public String of(java.nio.file.@Nullable Path folder) {
        List<CountStream> data = folder == null ? List.of() : SurgeFolder.read(folder);
        calibrate();
        if (!data.isEmpty()) {
            int from = firstSurgeDay(data) * StreamGenerator.DAY;
            out.append("### Surges: ").append(data.size()).append(" keys of the data folder\n\n");
            compare(data, from, false);
            cold(data, from);
            out.append('\n');
        }
        out.append("### Surges: ")
                .append(keys)
                .append(" generated keys (seed ")
                .append(seed + 1)
                .append(")\n\n");
        List<CountStream> fresh = surged(seed + 1);
        compare(fresh, LEARNING_DAYS * StreamGenerator.DAY, true);
        cold(fresh, LEARNING_DAYS * StreamGenerator.DAY);
        drift();
        return out.toString();
    }

    private static int firstSurgeDay(List<CountStream> data) {
        return data.stream()
                .flatMap(s -> s.surges().stream())
                .mapToInt(s -> s.onset() / StreamGenerator.DAY)
                .min()
                .orElse(LEARNING_DAYS);
    }

    private List<CountStream> surged(long from) {
        StreamGenerator generator = new StreamGenerator(from);
        return IntStream.range(0, keys)
                .parallel()
                .mapToObj(k -> generator.withSurges(k, VOLUMES[k % VOLUMES.length], DAYS, LEARNING_DAYS))
                .toList();
    }

    /** Thresholds of the rivals from generated streams; ours are shipped. */
    private void calibrate() {
        List<CountStream> streams = surged(seed);
        int from = LEARNING_DAYS * StreamGenerator.DAY;
        for (Method m : Method.values()) {
            progress.accept("thresholds of " + m.title());
            double[] t = new double[RATES.length];
            float[][] scores = m == Method.OURS ? new float[0][] : Scores.of(streams, 0, m::open);
            for (int r = 0; r < RATES.length; r++) {
                t[r] = m == Method.OURS
                        ? Method.shipped(RATES[r])
                        : DetectionEpisodes.threshold(streams, scores, from, Integer.MAX_VALUE, RATES[r], m.isRival());
            }
            thresholds.put(m, t);
        }
    }

    private void compare(List<CountStream> data, int from, boolean truth) {
        head("false alarms aimed at");
        Map<Method, float[][]> scores = new EnumMap<>(Method.class);
        for (Method m : Method.values()) {
            if (m == Method.ORACLE && !truth) {
                continue;
            }
            progress.accept("scoring with " + m.title());
            scores.put(m, Scores.of(data, 0, m::open));
        }
        for (int r = 0; r < RATES.length; r++) {
            for (Map.Entry<Method, float[][]> e : scores.entrySet()) {
                Method m = e.getKey();
                line(
                        RATES[r],
                        m,
                        DetectionEpisodes.of(
                                data,
                                e.getValue(),
                                from,
                                Integer.MAX_VALUE,
                                Objects.requireNonNull(thresholds.get(m))[r],
                                m.isRival()));
            }
        }
        if (!truth) {
            out.append("\nThe true mean of these keys is not known, so the oracle is left out here.\n");
        }
        out.append(
                "\nThe same with the threshold chosen on these very keys for exactly the rate: optimistic for all.\n\n");
        head("false alarms");
        for (double rate : RATES) {
            scores.forEach((m, s) -> line(
                    rate,
                    m,
                    DetectionEpisodes.of(
                            data,
                            s,
                            from,
                            Integer.MAX_VALUE,
                            DetectionEpisodes.threshold(data, s, from, Integer.MAX_VALUE, rate, m.isRival()),
                            m.isRival())));
        }
        byVolume(data, from, scores);
    }

    private void byVolume(List<CountStream> data, int from, Map<Method, float[][]> scores) {
        out.append("\nBy volume, aimed at .01: recall@median delay in minutes.\n\n");
        List<String> names = new ArrayList<>(List.of("detector", "factor"));
        for (double v : VOLUMES) {
            names.add(DetectionEpisodes.plain(v) + " per bin");
        }
        row(names.toArray(String[]::new));
        row(names.stream().map(n -> "---").toArray(String[]::new));
        for (Map.Entry<Method, float[][]> e : scores.entrySet()) {
            Method m = e.getKey();
            DetectionEpisodes.Result result = DetectionEpisodes.of(
                    data,
                    e.getValue(),
                    from,
                    Integer.MAX_VALUE,
                    Objects.requireNonNull(thresholds.get(m))[1],
                    m.isRival());
            for (String factor : List.of("x1.5", "x2", "x3", "x5")) {
                List<String> cells = new ArrayList<>(List.of(m.title(), factor.replace("x", "×")));
                for (double v : VOLUMES) {
                    DetectionEpisodes.Group g = result.group(factor + " v" + DetectionEpisodes.plain(v));
                    cells.add(share(g.recall()) + "@" + minutes(g.medianDelay()));
                }
                row(cells.toArray(String[]::new));
            }
        }
    }

    private void cold(List<CountStream> data, int from) {
        out.append("\nCold: detectors that see the ")
                .append(COLD_DAYS)
                .append(" days before the first surges only, scored from the third day on.\n\n");
        head("false alarms aimed at");
        int begin = Math.max(0, from - COLD_DAYS * StreamGenerator.DAY);
        for (Method m : Method.values()) {
            if (m == Method.ORACLE) {
                continue;
            }
            float[][] scores = Scores.of(data, begin, m::open);
            for (int r = 0; r < RATES.length; r++) {
                line(
                        RATES[r],
                        m,
                        DetectionEpisodes.of(
                                data,
                                scores,
                                from,
                                Integer.MAX_VALUE,
                                Objects.requireNonNull(thresholds.get(m))[r],
                                m.isRival()));
            }
            double t = DetectionEpisodes.threshold(data, scores, from, Integer.MAX_VALUE, 0.02, m.isRival());
            line(0.02, m, DetectionEpisodes.of(data, scores, from, Integer.MAX_VALUE, t, m.isRival()));
        }
        out.append("\nAt .02 the threshold was chosen on these keys.\n");
    }

    private void head(String rate) {
        row(
                rate,
                "detector",
                "false episodes per key-day",
                "recall ×2",
                "recall ×3",
                "recall ×5",
                "median delay ×3, min",
                "median delay ×5, min");
        row("---", "---", "---", "---", "---", "---", "---", "---");
    }

    private void line(double rate, Method m, DetectionEpisodes.Result r) {
        row(
                share(rate),
                m.title(),
                String.format(Locale.ROOT, "%.4f", r.falseEpisodes()),
                share(r.group("x2").recall()),
                share(r.group("x3").recall()),
                share(r.group("x5").recall()),
                minutes(r.group("x3").medianDelay()),
                minutes(r.group("x5").medianDelay()));
    }

    /** Build-ups to four times the usual, and how often the first warning comes two days before the peak. */
    private void drift() {
        progress.accept("build-ups");
        StreamGenerator generator = new StreamGenerator(seed + 2);
        List<CountStream> quiet = IntStream.range(0, keys)
                .mapToObj(k -> generator.quiet(k, PER_DAY[k % 3] / StreamGenerator.DAY, DAYS))
                .toList();
        float[][] calm = Scores.of(quiet, 0, SurgeEvaluation::driftScorer);
        out.append("\n### Build-ups: 14 normal days, then ×1 to ×4 (seed ")
                .append(seed + 2)
                .append(")\n\n")
                .append("Share of runs whose first warning comes at least 48 h before the peak.\n\n");
        row(
                "false alarms aimed at",
                "on quiet keys per key-day",
                "growth",
                "messages a day",
                "25 % a day",
                "35 % a day");
        row("---", "---", "---", "---", "---", "---");
        for (double rate : RATES) {
            double threshold = Method.shipped(rate);
            double wrong = DetectionEpisodes.of(
                            quiet, calm, 10 * StreamGenerator.DAY, Integer.MAX_VALUE, threshold, false)
                    .falseEpisodes();
            int key = 1_000_000;
            for (GrowthShape shape : GrowthShape.values()) {
                for (double volume : PER_DAY) {
                    List<String> cells = new ArrayList<>(List.of(
                            share(rate),
                            String.format(Locale.ROOT, "%.4f", wrong),
                            shape.name().toLowerCase(Locale.ROOT),
                            DetectionEpisodes.plain(volume)));
                    for (double perDay : GROWTH) {
                        cells.add(share(early(generator, key, volume, shape, perDay, threshold)));
                        key += 1_000;
                    }
                    row(cells.toArray(String[]::new));
                }
            }
        }
    }

    private double early(
            StreamGenerator generator, int key, double volume, GrowthShape shape, double perDay, double threshold) {
        int runs = Math.max(10, keys / 10);
        List<GrowingStream> streams = IntStream.range(0, runs)
                .mapToObj(
                        k -> generator.withGrowth(key + k, volume / StreamGenerator.DAY, LEARNING_DAYS, shape, perDay))
                .toList();
        float[][] scores =
                Scores.of(streams.stream().map(GrowingStream::stream).toList(), 0, SurgeEvaluation::driftScorer);
        int early = 0;
        for (int k = 0; k < runs; k++) {
            PlantedGrowth growth = streams.get(k).growth();
            for (int t : DetectionEpisodes.openings(scores[k], threshold, 0)) {
                if (t >= growth.start()) {
                    early += growth.peak() - t >= EARLY_BINS ? 1 : 0;
                    break;
                }
            }
        }
        return (double) early / runs;
    }

    private static BinScorer driftScorer(long firstBin) {
        CountDetector detector = DetectorKind.DRIFT.detector(firstBin);
        return new BinScorer() {
            @Override
            public float close(double count, double mean) {
                double score = detector.close(count);
                return (float) (detector.isSupported() ? score : Math.min(score, -20));
            }

            @Override
            public float skip() {
                return (float) detector.skip(1);
            }
        };
    }

    private void row(String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String share(double x) {
        return Double.isNaN(x) ? "–" : String.format(Locale.ROOT, x < 0.01 ? "%.3f" : "%.2f", x);
    }

    private static String minutes(double x) {
        return Double.isNaN(x) ? "–" : Long.toString(Math.round(x));
    }
}
