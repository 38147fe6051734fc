package io.tidewatch.dashboard.wall;

import io.tidewatch.alert.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one state that the wall shows biggest. Green is only shown when we can see: data that is away or late is a state
 * of its own.
 */
enum WallLight {
    NORMAL,
    /** Nothing is open, but how much is usual is not known yet. */
    LEARNING,
    ATTENTION,
    WARNING,
    CRITICAL,
    /** All servers answer but no data has come yet, or none but from files. */
    WAITING,
    /** The data path is broken: nothing that is shown is current. */
    BLIND;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    /**
     * @param freshness of the data on the wall
     * @param worst severity of the open incidents, null without any
     * @param unreadable open incidents that could not be read
     * @param learning how far the baselines have learnt; null when not known
     */
    static WallLight of(Freshness freshness, @Nullable Severity worst, int unreadable, @Nullable Learning learning) {
        if (freshness == Freshness.AWAY) {
            return BLIND;
        }
        if (worst == Severity.CRITICAL) {
            return CRITICAL;
        }
        if (worst == Severity.WARNING) {
            return WARNING;
        }
        if (freshness == Freshness.SILENT) {
            return BLIND;
        }
        if (worst == Severity.INFO || unreadable > 0 || freshness == Freshness.LATE) {
            return ATTENTION;
        }
        if (freshness == Freshness.NONE || freshness == Freshness.IMPORTED) {
            return WAITING;
        }
        return learning != null && learning.isCold() ? LEARNING : NORMAL;
    }
}
