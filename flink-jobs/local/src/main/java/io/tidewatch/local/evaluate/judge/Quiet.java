package io.tidewatch.local.evaluate.judge;

import io.tidewatch.local.company.CompanySettings;
import io.tidewatch.local.company.Crisis;
import java.util.List;

/**
 * The time in which nothing happens: from some instant on, but for every crisis with the hour before and the day after it.
 *
 * @param from epoch milliseconds
 * @param to end, epoch milliseconds
 */
record Quiet(long from, long to, List<Crisis> crises) {
    private static final long BEFORE_MS = 3_600_000;
    private static final long AFTER_MS = 86_400_000;
    private static final double WEEK_MS = 7 * 86_400_000d;

    static Quiet of(CompanySettings settings, List<Crisis> crises) {
        return new Quiet(settings.countedFrom(), settings.end(), crises);
    }

    boolean contains(long at) {
        if (at < from || at >= to) {
            return false;
        }
        for (Crisis c : crises) {
            if (at >= c.onset() - BEFORE_MS && at < c.end() + AFTER_MS) {
                return false;
            }
        }
        return true;
    }

    double weeks() {
        long quiet = 0;
        for (long t = from; t < to; t += BEFORE_MS / 12) {
            quiet += contains(t) ? BEFORE_MS / 12 : 0;
        }
        return quiet / WEEK_MS;
    }
}
