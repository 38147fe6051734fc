package io.tidewatch.rule;

/** Checks spans of rules. */
final class Windows {
    private Windows() {}

    static void check(long windowMs) {
        if (windowMs <= 0) {
            throw new IllegalArgumentException("window: " + windowMs + " ms, expected more than 0");
        }
    }
}
