package io.tidewatch.time;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Durations as rule files write them: {@code <n>(s|m|h|d)}, also combined as in {@code 1h30m}. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}(s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    private Durations() {}

    /**
     * @return milliseconds
     * @throws IllegalArgumentException naming the value and what was expected
     */
    public static long parse(String text) {
        if (!WHOLE.matches(text)) {
            throw new IllegalArgumentException("'" + text + "', expected a duration such as 30s, 10m, 1h30m or 2d");
        }
        long millis = 0;
        Matcher m = PART.matcher(text);
        while (m.find()) {
            millis += Long.parseLong(m.group(1)) * unit(m.group(2).charAt(0));
        }
        return millis;
    }

    private static long unit(char unit) {
        return switch (unit) {
            case 's' -> 1_000L;
            case 'm' -> 60_000L;
            case 'h' -> 3_600_000L;
            default -> 86_400_000L;
        };
    }

    /** The shortest form: 600000 is {@code 10m}, 5400000 is {@code 1h30m}; rests below a second are dropped. */
    public static String print(long millis) {
        if (millis < 1_000) {
            return "0s";
        }
        StringBuilder b = new StringBuilder();
        long rest = millis;
        for (char unit : new char[] {'d', 'h', 'm', 's'}) {
            long n = rest / unit(unit);
            if (n > 0) {
                b.append(n).append(unit);
                rest -= n * unit(unit);
            }
        }
        return b.toString();
    }
}
