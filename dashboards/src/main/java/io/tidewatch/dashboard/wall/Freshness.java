package io.tidewatch.dashboard.wall;

import java.util.Collection;
import java.util.Locale;

/** How old the newest sign of life is. */
enum Freshness {
    FRESH,
    /** The newest sign of life is over {@link #LATE_MILLIS} old. */
    LATE,
    /** The newest sign of life is over {@link #SILENT_MILLIS} old. */
    SILENT,
    /** No source has been seen at all. */
    NONE,
    /** The live store does not answer. */
    AWAY;

    static final long LATE_MILLIS = 90_000;
    static final long SILENT_MILLIS = 300_000;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    /** @param lastSeen epoch milliseconds; 0 when never */
    static Freshness at(long now, long lastSeen) {
        if (lastSeen == 0) {
            return NONE;
        }
        long age = now - lastSeen;
        return age > SILENT_MILLIS ? SILENT : age > LATE_MILLIS ? LATE : FRESH;
    }

    /** Freshness of the whole: that of the source seen last. */
    static Freshness of(long now, Collection<Source> sources) {
        return at(now, sources.stream().mapToLong(Source::lastSeen).max().orElse(0));
    }
}
