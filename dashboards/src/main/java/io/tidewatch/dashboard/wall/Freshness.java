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
    /** What there is came in one go, as from a file; nothing more is to be expected. */
    IMPORTED,
    /** The live store does not answer. */
    AWAY;

    static final long LATE_MILLIS = 90_000;
    static final long SILENT_MILLIS = 300_000;

    private static final long ONE_LATE_MILLIS = 5 * 60_000;
    private static final long ONE_SILENT_MILLIS = 30 * 60_000;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    /** @param lastSeen epoch milliseconds; 0 when never */
    static Freshness at(long now, long lastSeen) {
        return at(now, lastSeen, LATE_MILLIS, SILENT_MILLIS);
    }

    /** Freshness of one source: a small one may well say nothing for some minutes. */
    static Freshness ofOne(long now, long lastSeen) {
        return at(now, lastSeen, ONE_LATE_MILLIS, ONE_SILENT_MILLIS);
    }

    private static Freshness at(long now, long lastSeen, long late, long down) {
        if (lastSeen == 0) {
            return NONE;
        }
        long age = now - lastSeen;
        return age > down ? SILENT : age > late ? LATE : FRESH;
    }

    /** Freshness of the whole: that of the source seen last, of those that go on sending. */
    static Freshness of(long now, Collection<Source> sources) {
        long newest = 0;
        boolean imported = !sources.isEmpty();
        for (Source s : sources) {
            imported &= s.isImported();
            newest = s.isImported() ? newest : Math.max(newest, s.lastSeen());
        }
        return imported ? IMPORTED : at(now, newest);
    }
}
