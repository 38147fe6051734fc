package io.tidewatch.replay.score;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bare count series while they are scored, by name: what is said of a row depends on it and those before of its series and, in a
 * series' first two weeks, of its parents and siblings. Keeps one detector per series (about a kilobyte) and no row.
 */
public final class SeriesScores {
    private final DetectorKind kind;
    private final double[] thresholds;
    private final boolean band;
    private final Map<String, ScoredSeries> series = new LinkedHashMap<>();
    private final SharedShapes shapes = new SharedShapes();

    /** @param thresholds least scores of an alert; each has an alarm of its own behind the same detector */
    public SeriesScores(DetectorKind kind, double... thresholds) {
        this(kind, false, thresholds);
    }

    /** @param band whether {@link ScoredSeries#band} is to be known */
    SeriesScores(DetectorKind kind, boolean band, double... thresholds) {
        this.kind = kind;
        this.band = band;
        this.thresholds = thresholds.clone();
    }

    /**
     * The series of a name, which begins when it is asked for first.
     *
     * @param time when its next bin begins, epoch milliseconds
     */
    public ScoredSeries of(String name, long time) {
        shapes.advance(time, series);
        return series.computeIfAbsent(name, n -> new ScoredSeries(n, kind, band, thresholds, time));
    }

    /** How many series there are. */
    public int count() {
        return series.size();
    }
}
