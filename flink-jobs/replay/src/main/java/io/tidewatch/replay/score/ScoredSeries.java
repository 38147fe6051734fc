package io.tidewatch.replay.score;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.surge.Alarm;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.CountDetector;

/** One series while it is scored: its detector, its alarm and the bin it has come to. */
final class ScoredSeries {
    private final CountDetector detector;
    private final Alarm alarm;
    /** From the instant a bin begins to the multiple of five minutes before it, milliseconds. */
    private final long offset;

    private double expected;

    ScoredSeries(DetectorKind kind, double threshold, long firstTime) {
        offset = Math.floorMod(firstTime, Baseline.BIN_MS);
        detector = kind.detector(Math.floorDiv(firstTime, Baseline.BIN_MS));
        alarm = new Alarm(threshold);
    }

    /**
     * Takes the next row.
     *
     * @throws UnusableFileException when its bin does not come after the one before
     */
    void take(CountColumns.Row row, long line) {
        long bin = Math.floorDiv(row.time() - offset + Baseline.BIN_MS / 2, Baseline.BIN_MS);
        long missing = bin - detector.nextBin();
        if (missing < 0) {
            throw new UnusableFileException("line " + line + ": timestamp '"
                    + io.tidewatch.time.WireTime.print(row.time(), 0)
                    + "'" + (row.series().isEmpty() ? "" : " of series '" + CountColumns.shortened(row.series()) + "'")
                    + " is not at least five minutes after the one before, expected bins in time order");
        }
        skip(missing);
        expected = detector.expected();
        if (Double.isNaN(row.value())) {
            skip(1);
        } else {
            alarm.close(detector.close(row.value()), detector.isSupported());
        }
    }

    private void skip(long bins) {
        if (bins > 0) {
            alarm.skip(bins, detector.skip(bins));
        }
    }

    double expected() {
        return expected;
    }

    double score() {
        return detector.score();
    }

    double probability() {
        return BurstFilter.probability(detector.score());
    }

    boolean isOpen() {
        return alarm.isOpen();
    }
}
