package io.tidewatch.replay.streams;

import io.tidewatch.replay.evaluate.SteppedStream;
import io.tidewatch.replay.score.DetectorKind;
import io.tidewatch.replay.score.ScoredSeries;
import io.tidewatch.replay.score.SeriesScores;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** What our detector tells of levels that change once and for all, and of an outage after silent years. */
final class Steps {
    private static final int EPISODE_GAP = 24;
    private static final long FIRST_MS = 1_767_571_200_000L; // Monday 2026-01-05T00:00Z
    private static final double BINS_PER_HOUR = 12;

    /**
     * One run.
     *
     * @param episodes alerts after the change, those within two hours of each other as one
     * @param openHours for how long one was open after the change
     * @param overHours from the change to the last bin in which one was open; NaN when none was
     * @param minutes from the change to the end of the bin in which the first opened, NaN when none did before the end of the
     *     changed rate
     */
    record Run(int episodes, double openHours, double overHours, double minutes) {}

    private final double threshold;

    /** @param threshold least score of an alert */
    Steps(double threshold) {
        this.threshold = threshold;
    }

    /** Runs with the seeds 1 to so many. */
    List<Run> runs(int seeds, LongFunction<SteppedStream> made) {
        return LongStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> run(made.apply(seed)))
                .toList();
    }

    private Run run(SteppedStream made) {
        ScoredSeries series = new SeriesScores(DetectorKind.SURGE, threshold).of("", FIRST_MS);
        OpenRuns runs = new OpenRuns(1);
        for (int t = 0; t < made.counts().length; t++) {
            series.take(FIRST_MS + (long) t * KeyedStream.BIN_MS, made.counts()[t], t + 1L);
            if (t >= made.change() && series.isOpen(0)) {
                runs.add(t, t);
            }
        }
        double open = 0;
        for (int i = 0; i < runs.size(); i++) {
            open += (runs.last(i) - runs.first(i) + 1) / BINS_PER_HOUR;
        }
        int told = runs.beginningIn(made.change(), made.end());
        return new Run(
                runs.merged(EPISODE_GAP).size(),
                open,
                runs.size() == 0 ? Double.NaN : (runs.last(runs.size() - 1) + 1 - made.change()) / BINS_PER_HOUR,
                told < 0 ? Double.NaN : (told + 1 - made.change()) * 5);
    }
}
