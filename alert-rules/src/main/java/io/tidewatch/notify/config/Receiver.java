package io.tidewatch.notify.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somewhere to send notifications.
 *
 * @param channels all are used; none means that the incident is only recorded
 * @param fallbackAfterMs time without a delivery after which the fallback channels are used; 0 without fallback
 * @param digest null unless notified once a day
 */
public record Receiver(
        String name,
        List<Channel> channels,
        long fallbackAfterMs,
        List<Channel> fallback,
        @Nullable Digest digest) {

    /**
     * @param atMinute minute of the day
     *
     * @param content what it lists
     */
    public record Digest(int atMinute, List<String> content) {}
}
