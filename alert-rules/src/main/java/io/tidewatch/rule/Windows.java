package io.tidewatch.rule;

import java.util.List;

/** Checks spans of rules. */
final class Windows {
    private Windows() {}

    static void check(long windowMs) {
        if (windowMs <= 0) {
            throw new IllegalArgumentException("window: " + windowMs + " ms, expected more than 0");
        }
    }

    static void checkRising(List<Long> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("windows: none, expected at least one");
        }
        long before = 0;
        for (long w : windows) {
            check(w);
            if (w <= before) {
                throw new IllegalArgumentException(
                        "windows: " + w + " ms after " + before + " ms, expected each longer than the one before");
            }
            before = w;
        }
    }
}
