package io.tidewatch.replay.evaluate;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** What a detector says of every bin of every stream, one fresh detector per stream. */
final class Scores {
    private Scores() {}

    /** @param begin first bin that the detectors see; what is before it counts as zero */
    static float[][] of(List<CountStream> streams, int begin, LongFunction<BinScorer> detector) {
        float[][] scores = new float[streams.size()][];
        IntStream.range(0, scores.length).parallel().forEach(k -> {
            CountStream s = streams.get(k);
            BinScorer scorer = detector.apply(s.firstBin() + begin);
            float[] out = new float[s.counts().length];
            java.util.Arrays.fill(out, 0, Math.min(begin, out.length), BinScorer.NO_SCORE);
            for (int t = begin; t < out.length; t++) {
                double count = s.counts()[t];
                double mean = s.means().length == 0 ? Double.NaN : s.means()[t];
                out[t] = Double.isNaN(count) ? scorer.skip() : scorer.close(count, mean);
            }
            scores[k] = out;
        });
        return scores;
    }
}
