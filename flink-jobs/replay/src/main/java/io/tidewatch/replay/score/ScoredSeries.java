package io.tidewatch.replay.score;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.surge.Alarm;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.CountDetector;
import io.tidewatch.surge.filter.DayShape;
import io.tidewatch.time.WireTime;
import java.util.Optional;

/** One series while it is scored: its detector, its alarms and the bin it has come to. */
public final class ScoredSeries {
    private final String name;
    private final CountDetector detector;
    private final Alarm[] alarms;
    /** From the instant a bin begins to the multiple of five minutes before it, milliseconds. */
    private final long offset;

    private final boolean band;
    private final Kin kin;
    private DayShape shape = DayShape.UNKNOWN;

    private double expected;
    /** NaN where nobody asks for it. */
    private double dispersion = Double.NaN;

    ScoredSeries(String name, DetectorKind kind, boolean band, double[] thresholds, long firstTime) {
        this.name = name;
        this.band = band;
        kin = new Kin(name);
        offset = Math.floorMod(firstTime, Baseline.BIN_MS);
        detector = kind.detector(Math.floorDiv(firstTime, Baseline.BIN_MS));
        alarms = new Alarm[thresholds.length];
        for (int i = 0; i < alarms.length; i++) {
            alarms[i] = new Alarm(thresholds[i]);
        }
    }

    /**
     * Takes the next row.
     *
     * @param time when its bin begins, epoch milliseconds
     * @param value messages, 0 or more, or NaN when nothing was observed
     * @param line number of the row, for the error
     * @throws UnusableFileException when its bin does not come after the one before
     */
    public void take(long time, double value, long line) {
        long bin = Math.floorDiv(time - offset + Baseline.BIN_MS / 2, Baseline.BIN_MS);
        long missing = bin - detector.nextBin();
        if (missing < 0) {
            throw new UnusableFileException("line " + line + ": timestamp '" + WireTime.print(time, 0) + "'"
                    + (name.isEmpty() ? "" : " of series '" + CountColumns.shortened(name) + "'")
                    + " is not at least five minutes after the one before, expected bins in time order");
        }
        skip(missing);
        expected = detector.expected();
        if (band) {
            dispersion = detector.dispersion();
        }
        if (Double.isNaN(value)) {
            skip(1);
        } else {
            double score = detector.close(value);
            boolean supported = detector.isSupported();
            for (Alarm a : alarms) {
                a.close(score, supported);
            }
        }
    }

    private void skip(long bins) {
        if (bins > 0) {
            double score = detector.skip(bins);
            for (Alarm a : alarms) {
                a.skip(bins, score);
            }
        }
    }

    Kin kin() {
        return kin;
    }

    /** What is usual, where the detector can learn it from others. */
    Optional<Baseline> baseline() {
        return detector instanceof BurstFilter burst ? Optional.of(burst.baseline()) : Optional.empty();
    }

    /** Expects other days than up to now. */
    void expect(DayShape days) {
        baseline().ifPresent(b -> b.expect(shape, days));
        shape = days;
    }

    double expected() {
        return expected;
    }

    /** What the bin of the last row holds when things are as usual; only of one that was asked to know it. */
    ExpectedBand band() {
        return ExpectedBand.of(expected, dispersion);
    }

    double score() {
        return detector.score();
    }

    double probability() {
        return BurstFilter.probability(detector.score());
    }

    /**
     * Whether an alert would be open.
     *
     * @param threshold which of the thresholds, 0 is the first
     */
    public boolean isOpen(int threshold) {
        return alarms[threshold].isOpen();
    }
}
