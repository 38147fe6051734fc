package io.tidewatch.job.detect;

import io.tidewatch.alert.Group;
import io.tidewatch.surge.SeriesMessage;

/**
 * A message on its way to one series.
 *
 * @param key series hash and group, the key of the series' state
 * @param series hash of the series
 */
public record SeriesEvent(String key, String series, Group group, SeriesMessage message) {
    static String keyOf(String series, Group group) {
        return series + '|' + group.key();
    }
}
