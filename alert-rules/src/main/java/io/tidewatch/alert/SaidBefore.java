package io.tidewatch.alert;

/** How long before it was heard something was said, in words. */
public final class SaidBefore {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    private SaidBefore() {}

    /**
     * For example 3–6 小时前说的，现在才听到.
     *
     * @param from when the first of it was said, epoch milliseconds
     * @param to when the last of it was said
     * @param heard when it was heard
     */
    public static Bilingual of(long from, long to, long heard) {
        long most = Math.max(MINUTE_MS, heard - from);
        long least = Math.max(0, heard - to);
        long unit = most >= 2 * DAY_MS ? DAY_MS : most > 90 * MINUTE_MS ? HOUR_MS : MINUTE_MS;
        long high = (most + unit - 1) / unit;
        long low = Math.min(least / unit, high);
        String zhUnit = unit == DAY_MS ? "天" : unit == HOUR_MS ? "小时" : "分钟";
        String enUnit = unit == DAY_MS ? "d" : unit == HOUR_MS ? "h" : "min";
        if (low == 0) {
            return new Bilingual(
                    "最早 " + high + " " + zhUnit + "前说的，现在才听到", "said up to " + high + " " + enUnit + " ago, heard now");
        }
        String span = low == high ? Long.toString(low) : low + "–" + high;
        return new Bilingual(span + " " + zhUnit + "前说的，现在才听到", "said " + span + " " + enUnit + " ago, heard now");
    }
}
