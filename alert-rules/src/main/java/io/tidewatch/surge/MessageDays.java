package io.tidewatch.surge;

import java.time.Instant;
import java.time.ZoneId;

/**
 * On which days there was a message of a kind of which one alone may be worth telling. Where there is one on most days, another
 * one is usual.
 *
 * @param newest day that had one, days since 1970 of some zone
 * @param days bit i: there was one i days before the newest
 */
public record MessageDays(long newest, long days) {
    /** So many days before the one that is asked for say what is usual. */
    public static final int KNOWN = 28;

    /** What is not known yet is taken to be half a day in one (Krichevsky and Trofimov, 1981). */
    private static final double UNKNOWN_DAYS = 0.5;

    /**
     * The day of an instant.
     *
     * @param at epoch milliseconds
     */
    public static long dayOf(long at, ZoneId zone) {
        return Instant.ofEpochMilli(at).atZone(zone).toLocalDate().toEpochDay();
    }

    /** A first message. */
    public static MessageDays of(long day) {
        return new MessageDays(day, 1);
    }

    /** With one on a day, whichever comes first. */
    public MessageDays with(long day) {
        if (day > newest) {
            long before = day - newest;
            return new MessageDays(day, before < Long.SIZE ? (days << before) | 1 : 1);
        }
        long before = newest - day;
        return before < Long.SIZE ? new MessageDays(newest, days | (1L << before)) : this;
    }

    /** True when there was one on a day that is not long before the newest. */
    public boolean has(long day) {
        long before = newest - day;
        return before >= 0 && before < Long.SIZE && ((days >> before) & 1) != 0;
    }

    /** How many of the {@value #KNOWN} days before a day had one. */
    public int before(long day) {
        int n = 0;
        for (int i = 1; i <= KNOWN; i++) {
            n += has(day - i) ? 1 : 0;
        }
        return n;
    }

    /**
     * How rare a day with one is: {@code -log10((n + ½) / (}{@value #KNOWN}{@code  + 1))} with {@code n} of {@link #before}, as {@link
     * Surprise} says it of counts.
     *
     * @return from 0, when every day has one, to 1.76, when none had
     */
    public double surprise(long day) {
        return surprise(before(day));
    }

    /**
     * The same.
     *
     * @param had days of the {@value #KNOWN} before, 0 to {@value #KNOWN}
     */
    public static double surprise(int had) {
        return -Math.log10((had + UNKNOWN_DAYS) / (KNOWN + 2 * UNKNOWN_DAYS));
    }
}
