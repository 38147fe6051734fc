package io.tidewatch.job.detect.time;

import java.io.Serializable;
import java.time.Clock;

/** Now, in epoch milliseconds; travels to the operators with their settings. */
@FunctionalInterface
public interface WallClock extends Serializable {
    /** The system's clock. */
    WallClock SYSTEM = () -> Clock.systemUTC().millis();

    /** Always 0: for backtests, where no wall clock may matter. */
    WallClock NONE = () -> 0;

    long millis();
}
