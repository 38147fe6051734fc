package io.tidewatch.dashboard.wall;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the baselines have learnt what is usual.
 *
 * @param days on which there were messages, the present one included
 * @param of how many days it takes until hours and days of the week are known
 */
public record Learning(int days, int of) {
    /** Until then alerts say that the baseline is still learning. */
    private static final int COLD_DAYS = 2;

    /**
     * @param stored the hash {@code tw:learning}
     * @return null when nobody can say
     */
    static @Nullable Learning read(Map<String, String> stored) {
        try {
            int days = Integer.parseInt(stored.getOrDefault("days", ""));
            int of = Integer.parseInt(stored.getOrDefault("of", ""));
            return days > 0 && of > 0 ? new Learning(Math.min(days, of), of) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** True while nothing is known of what is usual. */
    boolean isCold() {
        return days <= COLD_DAYS && days < of;
    }

    /** True when what is said to be expected rests on whole weeks. */
    public boolean isDone() {
        return days >= of;
    }
}
