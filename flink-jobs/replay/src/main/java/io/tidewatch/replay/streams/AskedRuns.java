package io.tidewatch.replay.streams;

import io.tidewatch.replay.score.DetectorKind;
import io.tidewatch.replay.score.ScoredSeries;
import io.tidewatch.replay.score.SeriesScores;
import java.util.ArrayList;
import java.util.List;

/**
 * When our surge detector has an alert open, per asked rate of false alarms: the rows of all series of a source go in time
 * order through what {@code score} uses.
 */
final class AskedRuns {
    private final OpenRuns[][] runs;

    private AskedRuns(OpenRuns[][] runs) {
        this.runs = runs;
    }

    /** @param ramps whether those of the truth are added to the counts */
    static AskedRuns of(StreamSource source, boolean ramps, double[] thresholds) {
        List<KeyedStream> streams = source.streams();
        long first = streams.stream().mapToLong(KeyedStream::first).min().orElse(0);
        int[] offsets = new int[streams.size()];
        List<int[]> counts = new ArrayList<>();
        OpenRuns[][] runs = new OpenRuns[streams.size()][thresholds.length];
        int bins = 0;
        for (int k = 0; k < offsets.length; k++) {
            KeyedStream s = streams.get(k);
            offsets[k] = (int) ((s.first() - first) / KeyedStream.BIN_MS);
            counts.add(ramps ? s.withRamps() : s.counts());
            bins = Math.max(bins, offsets[k] + s.counts().length);
            for (int i = 0; i < thresholds.length; i++) {
                runs[k][i] = new OpenRuns(1);
            }
        }
        SeriesScores scores = new SeriesScores(DetectorKind.SURGE, thresholds);
        for (int t = 0; t < bins; t++) {
            long time = first + (long) t * KeyedStream.BIN_MS;
            for (int k = 0; k < offsets.length; k++) {
                int bin = t - offsets[k];
                if (bin >= 0 && bin < counts.get(k).length) {
                    int count = counts.get(k)[bin];
                    ScoredSeries series = scores.of(streams.get(k).name(), time);
                    series.take(time, count == KeyedStream.CLOSED ? Double.NaN : count, t + 1L);
                    for (int i = 0; i < thresholds.length; i++) {
                        if (series.isOpen(i)) {
                            runs[k][i].add(bin, bin);
                        }
                    }
                }
            }
        }
        return new AskedRuns(runs);
    }

    /**
     * @param series which of the source's
     * @param threshold which of the thresholds
     */
    OpenRuns of(int series, int threshold) {
        return runs[series][threshold];
    }
}
