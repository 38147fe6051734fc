package io.tidewatch.replay.score;

import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.CountDetector;
import io.tidewatch.surge.filter.DriftFilter;
import io.tidewatch.surge.filter.DriftSettings;

/** The detectors that can score a bare series: the very ones that the running job and the backtest use. */
public enum DetectorKind {
    SURGE,
    SPIKE,
    DRIFT;

    /** @param bin number of the first bin: epoch milliseconds / 300 000 */
    public CountDetector detector(long bin) {
        return switch (this) {
            case SURGE -> new BurstFilter(BurstSettings.SURGE, bin, 0);
            case SPIKE -> new BurstFilter(BurstSettings.SPIKE, bin, 0);
            case DRIFT -> new DriftFilter(DriftSettings.DRIFT, bin, 0);
        };
    }
}
