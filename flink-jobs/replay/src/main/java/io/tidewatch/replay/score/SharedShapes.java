package io.tidewatch.replay.score;

import io.tidewatch.surge.filter.DayShape;
import io.tidewatch.surge.filter.ShapeSpread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets young series expect of their days what their parents have learnt, as far as siblings are like their parents: at each full
 * hour, of bins that are closed, for the first {@value #YOUNG_DAYS} days of a series. Rows must come in time order across the
 * series; where one comes of an hour before, nothing is shared any more, since it would know of its future.
 */
final class SharedShapes {
    private static final long HOUR_MS = 3_600_000;
    static final int YOUNG_DAYS = 14;
    private static final int YOUNG_BINS = YOUNG_DAYS * 288;
    /** Before, a series says nothing of its day. */
    private static final int SAYING_BINS = 72;

    private final Map<String, ShapeSpread> spreads = new HashMap<>();
    private long hour = Long.MIN_VALUE;
    private boolean inOrder = true;

    /** Called before a row of an instant is taken. */
    void advance(long time, Map<String, ScoredSeries> series) {
        long now = Math.floorDiv(time, HOUR_MS);
        if (now == hour || !inOrder) {
            return;
        }
        inOrder = now > hour;
        hour = now;
        if (inOrder) {
            share(series);
        }
    }

    private void share(Map<String, ScoredSeries> series) {
        Map<String, DayShape> shapes = new HashMap<>();
        series.forEach((name, s) -> s.baseline().ifPresent(b -> shapes.put(name, b.shape())));
        series.forEach((name, s) -> s.baseline().ifPresent(baseline -> {
            DayShape child = Objects.requireNonNull(shapes.get(name));
            List<DayShape> expected = new ArrayList<>();
            for (Kin.Parent p : s.kin().parents()) {
                DayShape parent = shapes.get(p.name());
                if (parent != null) {
                    ShapeSpread spread = spreads.computeIfAbsent(p.kind(), k -> new ShapeSpread());
                    expected.add(spread.expected(child, parent));
                    if (baseline.bins() > SAYING_BINS) {
                        spread.compare(child, parent);
                    }
                }
            }
            if (!expected.isEmpty() && baseline.bins() < YOUNG_BINS) {
                s.expect(DayShape.mean(expected));
            }
        }));
        spreads.values().forEach(ShapeSpread::learn);
    }
}
