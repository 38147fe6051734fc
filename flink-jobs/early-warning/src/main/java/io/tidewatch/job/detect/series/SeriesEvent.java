package io.tidewatch.job.detect.series;

import io.tidewatch.alert.Group;
import io.tidewatch.series.SeriesMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one series, or what is known of the series from before.
 *
 * @param key series hash and group, the key of the series' state
 * @param series hash of the series
 * @param message null when there is none: the group is known from before
 * @param learnt packed series with what is usual; null for a message, or when that is known from the beginning
 */
public record SeriesEvent(
        String key, String series, Group group, @Nullable SeriesMessage message, byte @Nullable [] learnt) {
    public SeriesEvent(String key, String series, Group group, @Nullable SeriesMessage message) {
        this(key, series, group, message, null);
    }

    public static SeriesEvent learnt(Primer primer) {
        return new SeriesEvent(
                keyOf(primer.series(), primer.group()), primer.series(), primer.group(), null, primer.state());
    }

    public static String keyOf(String series, Group group) {
        return series + '|' + group.key();
    }

    /** Hash of the series in a key. */
    static String seriesOf(String key) {
        return key.substring(0, key.indexOf('|'));
    }
}
