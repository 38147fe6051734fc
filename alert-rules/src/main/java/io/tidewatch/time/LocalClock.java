package io.tidewatch.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * What the clocks on the wall show at an instant in one time zone, with its daylight saving.
 *
 * <p>The offset is asked for many times in a bin, so the stretch in which the clocks are not changed is remembered: nothing is
 * made but when an instant lies in another stretch. Safe for several threads: what is remembered is one immutable value.
 */
public final class LocalClock {
    /** The zone where nobody says. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    /** Between two changes of the clocks: from the first instant, epoch milliseconds, until before the last. */
    private record Stretch(long from, long until, long offsetMs) {}

    private final ZoneRules rules;
    private Stretch last;

    private LocalClock(ZoneRules rules, Stretch first) {
        this.rules = rules;
        this.last = first;
    }

    /**
     * Reads the name of a zone, {@code Europe/Berlin}, or an offset, {@code +08:00}.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + name + "', expected a time zone such as Asia/Shanghai, Europe/Berlin or +08:00", e);
        }
    }

    public static LocalClock of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        return new LocalClock(rules, stretch(rules, 0));
    }

    /**
     * One that is never changed.
     *
     * @param offsetMs offset from UTC, milliseconds, less than 18 hours
     */
    public static LocalClock fixed(long offsetMs) {
        ZoneRules rules = ZoneOffset.ofTotalSeconds((int) (offsetMs / 1000)).getRules();
        return new LocalClock(rules, new Stretch(Long.MIN_VALUE, Long.MAX_VALUE, offsetMs));
    }

    /**
     * How far the clocks are ahead of UTC, milliseconds.
     *
     * @param instant epoch milliseconds
     */
    public long offsetMs(long instant) {
        Stretch s = last;
        if (instant < s.from || instant >= s.until) {
            s = stretch(rules, instant);
            last = s;
        }
        return s.offsetMs;
    }

    private static Stretch stretch(ZoneRules rules, long instant) {
        Instant at = Instant.ofEpochMilli(instant);
        ZoneOffsetTransition next = rules.nextTransition(at);
        // the one before the next millisecond: a change at the instant itself has happened
        ZoneOffsetTransition before = rules.previousTransition(at.plusMillis(1));
        return new Stretch(
                before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1000,
                next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1000,
                rules.getOffset(at).getTotalSeconds() * 1000L);
    }
}
