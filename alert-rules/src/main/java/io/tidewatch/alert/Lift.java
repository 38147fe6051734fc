package io.tidewatch.alert;

import org.jspecify.annotations.Nullable;

/**
 * A value that is over-represented among the counted messages.
 *
 * @param dimension for example courier, city, product, channel, tier
 * @param lift share within the surge / usual share; above 1 means over-represented
 * @param name of the dimension, as the installation declares it; null for one that every installation has
 */
public record Lift(
        String dimension,
        String value,
        double lift,
        @Nullable Bilingual name) {
    /** Of a dimension that every installation has. */
    public Lift(String dimension, String value, double lift) {
        this(dimension, value, lift, null);
    }
}
