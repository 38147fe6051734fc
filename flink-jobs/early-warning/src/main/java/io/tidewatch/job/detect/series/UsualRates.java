package io.tidewatch.job.detect.series;

import io.tidewatch.series.Series;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is usual in series that nothing else is known of. */
public interface UsualRates extends Serializable {
    /** Nothing is known: every series begins empty. */
    UsualRates NONE = new UsualRates() {
        private static final long serialVersionUID = 1L;

        @Override
        public long until() {
            return 0;
        }

        @Override
        public @Nullable Series series(String key, long zoneMs) {
            return null;
        }
    };

    /** The instant up to which it is known, epoch milliseconds event time; 0 when nothing is. */
    long until();

    /**
     * A series that knows what is usual; null when it has to begin empty.
     *
     * @param key of the series
     * @param zoneMs offset of the local day from UTC
     */
    @Nullable
    Series series(String key, long zoneMs);
}
