package io.tidewatch.local.company;

import org.jspecify.annotations.Nullable;

/**
 * A crisis put into a company's ordinary weeks.
 *
 * @param number from 0, in order of onset
 * @param issue its leaf, or {@code other}
 * @param value the region, product or courier; null for the whole country
 * @param onset when it begins, epoch milliseconds
 * @param end when the last of it has been said, at least {@code onset}
 * @param times of its own messages, in order, epoch milliseconds; at least one
 */
public record Crisis(
        int number,
        String issue,
        CrisisLeaf leaf,
        CrisisScope scope,
        @Nullable String value,
        CrisisShape shape,
        long onset,
        long end,
        long[] times) {
    /** Messages of the crisis, usual ones left out. */
    public int messages() {
        return times.length;
    }

    /** Messages of the crisis up to an instant, itself included. */
    public int messagesUntil(long at) {
        int n = 0;
        while (n < times.length && times[n] <= at) {
            n++;
        }
        return n;
    }
}
