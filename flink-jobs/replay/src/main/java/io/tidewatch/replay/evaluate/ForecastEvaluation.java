package io.tidewatch.replay.evaluate;

import io.tidewatch.alert.Forecast;
import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How far off doubling times and times to the next severity are. Ramps on series whose usual rate is known are read every
 * half minute with a rule until its next severity is reached; what the first alert forecasts is compared to what comes.
 * The rate is noisy for about an hour at a time, and counts are Poisson's.
 */
public final class ForecastEvaluation {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long STEP = 30 * SECOND;
    private static final long START = StreamGenerator.FIRST_BIN * 300_000L;
    private static final long ONSET = START + 2 * 60 * MINUTE;
    private static final long MAX_LENGTH = 8 * 60 * MINUTE;
    private static final double[] DEFAULT = {0.2, 1, 5, 25};
    private static final double[] DOUBLING = {10, 20, 40, 80};
    /** So many times the usual, and no more. */
    private static final double TOP = 400;

    private static final double NOISE = 0.15;

    private enum Shape {
        /** The rate doubles in a given time. */
        EXPONENTIAL,
        /** The rate grows by the usual one in a given time. */
        LINEAR
    }

    private record Outcome(double logError, boolean shown, double logMinutesError, boolean forecast, boolean held) {}

    private final Rule rule;
    private final long seed;
    private final int runs;

    /**
     * @param rule with at least two severities
     * @param runs of each shape, pace and usual rate
     */
    public ForecastEvaluation(Rule rule, long seed, int runs) {
        this.rule = rule;
        this.seed = seed;
        this.runs = runs;
    }

    /** The table, as Markdown. */
    public String table() {
        StringBuilder out = new StringBuilder(
                "| growth | pace | alerts | with a doubling time | its median error | next severity reached | forecast | median error of the minutes | within the band |\n"
                        + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        List<Outcome> all = new ArrayList<>();
        int[] alerts = new int[1];
        int key = 0;
        for (Shape shape : Shape.values()) {
            for (double pace : DOUBLING) {
                List<Outcome> outcomes = new ArrayList<>();
                int fired = 0;
                for (double usual : DEFAULT) {
                    for (int i = 0; i < runs; i++) {
                        Outcome o = play(new Random(seed * 1_000_003L + key++ * 7_919L), shape, pace, usual / 5);
                        fired += o == null ? 0 : 1;
                        if (o != null) {
                            outcomes.add(o);
                        }
                    }
                }
                alerts[0] += fired;
                all.addAll(outcomes);
                line(
                        out,
                        shape.name().toLowerCase(Locale.ROOT),
                        (shape == Shape.EXPONENTIAL ? "doubles in " : "the usual more every ") + Math.round(pace)
                                + " min",
                        fired,
                        outcomes);
            }
        }
        line(out, "all", "", alerts[0], all);
        return out.toString();
    }

    private static void line(StringBuilder out, String shape, String pace, int fired, List<Outcome> outcomes) {
        double[] errors = outcomes.stream()
                .filter(Outcome::shown)
                .mapToDouble(o -> Math.abs(o.logError()))
                .sorted()
                .toArray();
        List<Outcome> reached = outcomes.stream()
                .filter(o -> !Double.isNaN(o.logMinutesError()))
                .toList();
        List<Outcome> forecast = reached.stream().filter(Outcome::forecast).toList();
        double[] minutes = forecast.stream()
                .mapToDouble(o -> Math.abs(o.logMinutesError()))
                .sorted()
                .toArray();
        out.append(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %s | %d | %d | %s | %s |%n",
                shape,
                pace,
                fired,
                errors.length,
                median(errors),
                reached.size(),
                forecast.size(),
                median(minutes),
                forecast.isEmpty()
                        ? "–"
                        : String.format(
                                Locale.ROOT,
                                "%.2f",
                                forecast.stream().filter(Outcome::held).count() / (double) forecast.size())));
    }

    private static String median(double[] sorted) {
        return sorted.length == 0 ? "–" : String.format(Locale.ROOT, "%.2f", sorted[sorted.length / 2]);
    }

    /** @param usual messages per minute; null when no alert fires */
    private @org.jspecify.annotations.Nullable Outcome play(Random random, Shape shape, double pace, double usual) {
        Series series = Series.steady(START - 14 * DAY, START, usual * 5, 0);
        double noise = NOISE * random.nextGaussian();
        double correlation = Math.exp(-STEP / (60.0 * MINUTE));
        Forecast forecast = null;
        double error = Double.NaN;
        boolean shown = false;
        long firedAt = 0;
        Severity level = null;
        int n = 0;
        for (long at = START; at < ONSET + MAX_LENGTH; at += STEP) {
            noise = correlation * noise + NOISE * Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            double ramp = Math.max(0, at - ONSET) / (double) MINUTE;
            double multiple = Math.min(TOP, shape == Shape.EXPONENTIAL ? Math.pow(2, ramp / pace) : 1 + ramp / pace);
            double mean = usual * multiple * Math.exp(noise - NOISE * NOISE / 2) * STEP / MINUTE;
            for (int k = StreamGenerator.poisson(random, mean); k > 0; k--) {
                series.add(message(n++, at + random.nextInt((int) STEP)));
            }
            List<RuleReading> readings = series.read(at + STEP, List.of(rule), STEP);
            Severity now = readings.isEmpty() ? null : readings.get(0).level();
            if (firedAt == 0) {
                if (now == null) {
                    continue;
                }
                if (at < ONSET) {
                    return null;
                }
                firedAt = at + STEP;
                level = now;
                forecast = readings.get(0).value().forecast();
                Double doubling = readings.get(0).value().doublingMinutes();
                shown = doubling != null;
                double truth = shape == Shape.EXPONENTIAL ? pace : pace + ramp;
                error = doubling != null ? Math.log(doubling / truth) : Double.NaN;
                if (multiple == TOP
                        || rule.severities().get(rule.severities().size() - 1).severity() == now) {
                    return null;
                }
            } else if (now != null && now.compareTo(level) > 0) {
                double truth = (at + STEP - firedAt) / (double) MINUTE;
                boolean held = forecast != null
                        && truth >= forecast.earliest()
                        && (forecast.latest() == null || truth <= forecast.latest());
                return new Outcome(
                        error,
                        shown,
                        forecast == null ? Double.POSITIVE_INFINITY : Math.log(forecast.minutes() / truth),
                        forecast != null,
                        held);
            }
        }
        return firedAt == 0 ? null : new Outcome(error, shown, Double.NaN, false, false);
    }

    private static SeriesMessage message(int n, long time) {
        return SeriesMessage.builder(time, "m" + n)
                .negative(true)
                .author(n)
                .followers(10)
                .channel("social")
                .source("weibo")
                .build();
    }
}
