package io.tidewatch.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** RFC 3339 times with offset, as every topic and every printed JSON uses them. */
public final class WireTime {
    /** China Standard Time in minutes: the offset in which our own times are printed. */
    public static final int DEFAULT_OFFSET_MINUTES = 480;

    private static final DateTimeFormatter FLEXIBLE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(java.util.Locale.ROOT);

    private WireTime() {}

    /**
     * Reads {@code 2026-11-11T20:01:05+08:00}; a space may stand for the T.
     *
     * @throws DateTimeException when the text is not such a time or lies outside the years 1–9999
     */
    public static OffsetDateTime parse(String text) {
        OffsetDateTime plain = plain(text);
        return plain == null ? any(text) : plain;
    }

    /** The form that nearly all times have, {@code 2026-11-11T20:01:05+08:00} or Z; null for others and odd days. */
    private static @Nullable OffsetDateTime plain(String t) {
        int n = t.length();
        boolean utc = n == 20 && t.charAt(19) == 'Z';
        if ((!utc && n != 25) || t.charAt(4) != '-' || t.charAt(7) != '-' || t.charAt(10) != 'T') {
            return null;
        }
        if (t.charAt(13) != ':' || t.charAt(16) != ':') {
            return null;
        }
        int year = value(t, 0, 4);
        int month = value(t, 5, 2);
        int day = value(t, 8, 2);
        int hour = value(t, 11, 2);
        int minute = value(t, 14, 2);
        int second = value(t, 17, 2);
        if (month < 1 || month > 12) {
            return null;
        }
        boolean date = year >= 1 && day >= 1 && day <= Month.of(month).length(Year.isLeap(year));
        if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return null;
        }
        ZoneOffset offset = ZoneOffset.UTC;
        if (!utc) {
            char sign = t.charAt(19);
            int hours = value(t, 20, 2);
            int minutes = value(t, 23, 2);
            boolean odd = hours < 0 || hours > 17 || minutes < 0 || minutes > 59;
            if (odd || t.charAt(22) != ':' || (sign != '+' && sign != '-')) {
                return null;
            }
            int seconds = 60 * (60 * hours + minutes);
            offset = ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
        }
        return OffsetDateTime.of(year, month, day, hour, minute, second, 0, offset);
    }

    /** The value of digits, or −1 when one is none. */
    private static int value(String text, int at, int digits) {
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    private static OffsetDateTime any(String text) {
        String t =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        OffsetDateTime time = OffsetDateTime.parse(t, FLEXIBLE);
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw new DateTimeException("year " + time.getYear() + " is outside 1–9999");
        }
        return time;
    }

    /** Prints epoch milliseconds at +08:00; milliseconds only where there are some. */
    public static String print(long epochMillis) {
        return print(epochMillis, DEFAULT_OFFSET_MINUTES);
    }

    /** Prints epoch milliseconds at an offset given in minutes; hand-made because it runs per message. */
    public static String print(long epochMillis, int offsetMinutes) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMillis, 1000L) + offsetMinutes * 60L,
                (int) Math.floorMod(epochMillis, 1000L) * 1_000_000,
                ZoneOffset.UTC);
        StringBuilder b = new StringBuilder(32);
        digits(b, t.getYear(), 4).append('-');
        digits(b, t.getMonthValue(), 2).append('-');
        digits(b, t.getDayOfMonth(), 2).append('T');
        digits(b, t.getHour(), 2).append(':');
        digits(b, t.getMinute(), 2).append(':');
        digits(b, t.getSecond(), 2);
        int millis = t.getNano() / 1_000_000;
        if (millis > 0) {
            digits(b.append('.'), millis, 3);
        }
        if (offsetMinutes == 0) {
            return b.append('Z').toString();
        }
        int abs = Math.abs(offsetMinutes);
        b.append(offsetMinutes < 0 ? '-' : '+');
        digits(b, abs / 60, 2).append(':');
        return digits(b, abs % 60, 2).toString();
    }

    /** The UTC day of an instant as {@code yyyy.MM.dd}, as daily indices are named. */
    public static String utcDay(long epochMillis) {
        LocalDateTime t = LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
        StringBuilder b = new StringBuilder(10);
        digits(b, t.getYear(), 4).append('.');
        digits(b, t.getMonthValue(), 2).append('.');
        return digits(b, t.getDayOfMonth(), 2).toString();
    }

    private static StringBuilder digits(StringBuilder b, int value, int width) {
        for (int p = width == 4 ? 1000 : width == 3 ? 100 : 10; p > 0; p /= 10) {
            b.append((char) ('0' + value / p % 10));
        }
        return b;
    }
}
