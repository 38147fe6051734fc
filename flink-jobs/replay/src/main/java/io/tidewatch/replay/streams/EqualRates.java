package io.tidewatch.replay.streams;

import io.tidewatch.replay.evaluate.StreamRival;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Detectors at equal rates, a source left out at a time: each gets the threshold at which its unexplained episodes on the
 * other sources come closest to a rate without being above it, and is judged on the one left out.
 */
final class EqualRates {
    private static final double LEAST = -12;
    private static final double MOST = 2_000;
    private static final int HALVINGS = 36;

    private final List<StreamSource> sources;
    private final double rate;

    /** @param rate unexplained episodes per key-day */
    EqualRates(List<StreamSource> sources, double rate) {
        this.sources = sources;
        this.rate = rate;
    }

    /**
     * @param settings what was chosen, one per source left out; NaN where even the strictest is above the rate, and was taken
     * @param tally of the sources left out, together
     */
    record Result(double[] settings, StreamTally tally) {}

    /**
     * Our detector, which is asked for a rate.
     *
     * @param tallies per source and asked rate
     */
    Result ours(StreamTally[][] tallies) {
        double[] rates = AskedRate.all();
        double[] settings = new double[sources.size()];
        StreamTally left = new StreamTally();
        for (int out = 0; out < settings.length; out++) {
            int best = -1;
            double most = -1;
            for (int i = 0; i < rates.length; i++) {
                StreamTally others = new StreamTally();
                for (int s = 0; s < settings.length; s++) {
                    if (s != out) {
                        others.add(tallies[s][i]);
                    }
                }
                if (others.unexplainedPerDay() <= rate && others.unexplainedPerDay() > most) {
                    best = i;
                    most = others.unexplainedPerDay();
                }
            }
            settings[out] = best < 0 ? Double.NaN : rates[best];
            left.add(tallies[out][best < 0 ? rates.length - 1 : best]);
        }
        return new Result(settings, left);
    }

    /** A rival, by bisection of its threshold. */
    Result of(StreamRival rival) {
        List<Scored> plain = new ArrayList<>();
        for (int s = 0; s < sources.size(); s++) {
            for (KeyedStream k : sources.get(s).streams()) {
                plain.add(new Scored(s, k, new float[0]));
            }
        }
        List<Scored> scored = plain.parallelStream()
                .map(p -> p.scored(rival, p.stream().counts()))
                .toList();
        List<Scored> ramped = plain.parallelStream()
                .filter(p -> !p.stream().truth().ramps().isEmpty())
                .map(p -> p.scored(rival, p.stream().withRamps()))
                .toList();
        double[] days = new double[sources.size()];
        for (Scored p : plain) {
            StreamTally t = new StreamTally();
            StreamJudge.judge(p.stream(), new OpenRuns(1), t);
            days[p.source()] += t.keyDays();
        }
        double[] settings = new double[sources.size()];
        StreamTally left = new StreamTally();
        for (int out = 0; out < settings.length; out++) {
            int without = out;
            List<Scored> others =
                    scored.stream().filter(p -> p.source() != without).toList();
            double threshold = threshold(
                    others,
                    IntStream.range(0, days.length)
                            .filter(s -> s != without)
                            .mapToDouble(s -> days[s])
                            .sum());
            settings[out] = threshold;
            scored.stream()
                    .filter(p -> p.source() == without)
                    .forEach(p -> StreamJudge.judge(p.stream(), OpenRuns.at(p.scores(), threshold), left));
            ramped.stream()
                    .filter(p -> p.source() == without)
                    .forEach(p -> StreamJudge.judgeRamps(p.stream(), OpenRuns.at(p.scores(), threshold), left));
        }
        return new Result(settings, left);
    }

    private record Scored(int source, KeyedStream stream, float[] scores) {
        Scored scored(StreamRival rival, int[] counts) {
            long firstBin = Math.floorDiv(stream.first(), (long) KeyedStream.BIN_MS);
            return new Scored(source, stream, rival.scores(firstBin, counts));
        }

        long unexplained(double threshold) {
            return StreamJudge.episodes(stream.truth(), OpenRuns.at(scores, threshold)).stream()
                    .filter(e -> e.verdict() == AlarmStretch.Verdict.UNEXPLAINED)
                    .count();
        }
    }

    private double threshold(List<Scored> others, double days) {
        double low = LEAST;
        double high = MOST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            long unexplained = others.parallelStream()
                    .mapToLong(p -> p.unexplained(middle))
                    .sum();
            if (unexplained > rate * days) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
