package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * The value of a dimension that makes most of what is more than expected.
 *
 * @param dimension for example region, product, channel
 * @param share of the counted messages, 0…1
 * @param usual share, 0…1; where nothing is known of it a guess between a third and a half of the share
 * @param explained part of the messages beyond the expected ones that it makes, 0…1; lower while they are few, so that three
 *     of three explain less than .6
 * @param name of the dimension, as the installation declares it; null for one that every installation has
 */
public record LevelShare(
        String dimension,
        String value,
        double share,
        double usual,
        double explained,
        @Nullable Bilingual name) {
    /** The dimension of what else the same messages complain of: its value is an issue, and no level. */
    public static final String ALSO = "also";

    /** Of a dimension that every installation has. */
    public LevelShare(String dimension, String value, double share, double usual, double explained) {
        this(dimension, value, share, usual, explained, null);
    }
}
