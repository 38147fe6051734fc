package io.tidewatch.job.detect;

import io.tidewatch.surge.Baseline;
import io.tidewatch.surge.Series;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is usual in series that were heard before a run begins.
 *
 * @param until when the run begins, epoch milliseconds
 * @param perBin key of a series → originals in five minutes
 */
record KnownRates(long until, Map<String, Double> perBin) implements Serializable {
    static final KnownRates NONE = new KnownRates(0, Map.of());

    /** Long enough to know every hour of working days and of weekends. */
    private static final long HEARD_MS = 14 * 24 * 3_600_000L;

    /** Originals in five minutes, given those in another stretch of milliseconds. */
    static double perBin(double count, long ms) {
        return count * Baseline.BIN_MS / ms;
    }

    /** Null for a series of which nothing is known. */
    @Nullable
    Series series(String key, long zoneMs) {
        Double rate = perBin.get(key);
        return rate == null ? null : Series.steady(until - HEARD_MS, until, rate, zoneMs);
    }
}
