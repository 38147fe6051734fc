package io.tidewatch.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many episodes above info a rule has opened on a local day, all its groups together, and which of those that wait are the
 * next. Immutable.
 *
 * <p>Of the episodes that an instant of evaluation brings, and those that wait from before, the ones that are least likely by
 * chance are opened, as many as the day has left: the first of the order in which the procedure of {@link
 * io.tidewatch.surge.BenjaminiHochberg} takes discoveries, with the budget for the place of its rate. (How many groups were
 * tested is the same for all of them and does not change the order.)
 *
 * @param day days of the local calendar since 1970-01-01
 * @param opened how many episodes above info were opened on it, from 0
 */
public record DayBudget(long day, int opened) {
    /** Nothing was opened on any day. */
    public static final DayBudget NONE = new DayBudget(Long.MIN_VALUE, 0);

    /**
     * The one that is least likely by chance comes first: by surprise, by score, for kinds without one by the confidence that a share has
     * changed, by how many times as much as usual is counted (of a silence: by how much is missing), by the count; among
     * equals the earlier.
     */
    public static final Comparator<Alert> STRONGEST = Comparator.comparingDouble(
                    (Alert a) -> -orLeast(a.value().surprise()))
            .thenComparingDouble(a -> -orLeast(a.value().score()))
            .thenComparingDouble(a -> -confidence(a.value()))
            .thenComparingDouble(a -> -excess(a.value()))
            .thenComparingLong(a -> -a.value().originals())
            .thenComparingLong(Alert::startsAt)
            .thenComparing(Alert::id);

    /**
     * What is opened at an instant.
     *
     * @param after the budget when they are
     * @param opened the ones that are opened, strongest first
     */
    public record Choice(DayBudget after, List<Alert> opened) {}

    /** The day of an instant in a zone, with its daylight saving; {@code at} in epoch milliseconds. */
    public DayBudget at(long at, ZoneId zone) {
        long today = Instant.ofEpochMilli(at).atZone(zone).toLocalDate().toEpochDay();
        return today > day ? new DayBudget(today, 0) : this;
    }

    /** When the next day begins, epoch milliseconds. */
    public long nextDay(ZoneId zone) {
        return LocalDate.ofEpochDay(day + 1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /**
     * Decides which episodes are opened: all that are critical, which count too, and of the others the strongest while the day has
     * room.
     *
     * @param waiting each above info, none of them opened before
     * @param perDay how many may be opened a day, at least 1
     */
    public Choice choose(Collection<Alert> waiting, int perDay) {
        List<Alert> strongest = new ArrayList<>(waiting);
        strongest.sort(STRONGEST);
        List<Alert> chosen = new ArrayList<>();
        for (Alert a : strongest) {
            if (a.severity() == Severity.CRITICAL) {
                chosen.add(a);
            }
        }
        int room = Math.max(0, perDay - opened - chosen.size());
        for (Alert a : strongest) {
            if (a.severity() != Severity.CRITICAL && room > 0) {
                chosen.add(a);
                room--;
            }
        }
        chosen.sort(STRONGEST);
        return new Choice(new DayBudget(day, opened + chosen.size()), List.copyOf(chosen));
    }

    private static double orLeast(@Nullable Double figure) {
        return figure == null ? Double.NEGATIVE_INFINITY : figure;
    }

    private static double confidence(AlertValue v) {
        return v.change() == null ? Double.NEGATIVE_INFINITY : v.change().confidence();
    }

    /** Of less than usual by how much it is less, as of a silence. */
    private static double excess(AlertValue v) {
        return v.expected() != null && v.originals() < v.expected() ? v.expected() - v.originals() : orLeast(v.ratio());
    }
}
