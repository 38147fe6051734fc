package io.tidewatch.feedback;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the customer.
 *
 * @param id as received; a keyed hash once annotated
 * @param tier for example {@code vip}; {@code unknown} when not given
 * @param region one of the 34 short Chinese province names, 海外 or {@code unknown} once annotated
 */
public record Customer(
        @Nullable String id,
        String tier,
        String region,
        @Nullable String city,
        @Nullable String ageBand) {
    public static final Customer UNKNOWN = new Customer(null, "unknown", "unknown", null, null);
}
