package io.tidewatch.job.detect;

import io.tidewatch.alert.Group;
import io.tidewatch.surge.SeriesMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one series.
 *
 * @param key series hash and group, the key of the series' state
 * @param series hash of the series
 * @param message null when the group is only to be watched, because it was heard before
 */
public record SeriesEvent(
        String key, String series, Group group, @Nullable SeriesMessage message) {
    static String keyOf(String series, Group group) {
        return series + '|' + group.key();
    }
}
