package io.tidewatch.local.sample;

import io.tidewatch.taxonomy.Taxonomy;

/**
 * What quiet days are like.
 *
 * @param days 2 to 366
 * @param learning days at the beginning in which nothing is planted, 0 to {@code days}
 * @param perDay complaints a day over all issues and regions, 100 to 1 000 000
 * @param surges how many to plant, 0 to 500
 * @param start epoch milliseconds, midnight at +08:00
 */
public record QuietSettings(long seed, int days, int learning, int perDay, int surges, long start, Taxonomy taxonomy) {
    public QuietSettings {
        if (days < 2 || days > 366) {
            throw new IllegalArgumentException("days: " + days + ", expected 2 to 366");
        }
        if (learning < 0 || learning > days) {
            throw new IllegalArgumentException("learning: " + learning + ", expected 0 to " + days);
        }
        if (perDay < 100 || perDay > 1_000_000) {
            throw new IllegalArgumentException("per day: " + perDay + ", expected 100 to 1000000");
        }
        if (surges < 0 || surges > 500) {
            throw new IllegalArgumentException("swells: " + surges + ", expected 0 to 500");
        }
    }
}
