package io.tidewatch.series;

import io.tidewatch.alert.ShareChange;
import io.tidewatch.surge.BetaBinomial;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The share that is usual among the originals of one series, and how a window differs from it.
 *
 * <p>Learnt from whole hours that lie before the longest window, the last two weeks counting most: n messages of which k
 * count, k clipped at three standard deviations. Hours of one series differ by more than chance; the correlation ρ
 * within an hour is estimated by moments (Kleinman 1973), beginning with a usual one. A window of n messages is held
 * against a {@link BetaBinomial} with the usual share as its mean, whose correlation is that of the window, ρ for each
 * hour of it, and the variance of the usual share itself, {@code (1 + (m − 1)ρ) / N} for N messages in hours of m.
 * Confidence is one less its two-sided p-value.
 *
 * <p>While an alert on the share is open nothing is learnt, for at most {@value #MAX_FREEZE_DAYS} days: what stays is
 * then usual. Mutable.
 */
final class UsualShare {
    static final long BLOCK_MS = 3_600_000L;
    static final int MAX_FREEZE_DAYS = 7;

    private static final long DAY_MS = 24 * BLOCK_MS;
    /** What was learnt two weeks ago counts half. */
    private static final double KEPT = Math.pow(0.5, 1 / (14 * 24.0));

    /** Before so many messages a share is not compared to anything. */
    private static final double MIN_MESSAGES = 50;

    private static final int MIN_HOURS = 6;
    /** Until then the alert says that it is young. */
    private static final int YOUNG_HOURS = 48;

    private static final double PRIOR_CORRELATION = 0.01;
    private static final double PRIOR_WEIGHT = 2_000;
    private static final double CLIP = 3;

    private double messages;
    private double members;
    private double squares;
    private double excess;
    private double pairs;
    private int hours;
    private long next;
    private long frozenFrom;
    private long frozenUntil;

    /** @param from since when the series is observed, epoch milliseconds */
    UsualShare(long from) {
        next = Math.floorDiv(from, BLOCK_MS) * BLOCK_MS;
    }

    /**
     * A share that has been the same for two weeks.
     *
     * @param perHour originals in an hour
     */
    static UsualShare steady(long until, double share, double perHour) {
        UsualShare s = new UsualShare(until - 14 * DAY_MS);
        while (s.next + BLOCK_MS <= until) {
            s.learn(perHour, share * perHour);
            s.next += BLOCK_MS;
        }
        return s;
    }

    /** Start of the first hour that has not been learnt: panes from there on are still needed. */
    long next() {
        return next;
    }

    /**
     * An alert on this share is open: what comes now is not usual.
     *
     * @param since when it began
     */
    void freeze(long since, long at, long window) {
        if (at - since <= MAX_FREEZE_DAYS * DAY_MS) {
            frozenFrom = since - window;
            frozenUntil = at;
        }
    }

    /**
     * Learns the whole hours that lie before a window.
     *
     * @param until begin of the window, epoch milliseconds
     */
    void learn(Panes panes, String name, long until, CompleteHours complete) {
        while (next + BLOCK_MS <= until) {
            boolean frozen = next < frozenUntil && next + BLOCK_MS > frozenFrom;
            if (!frozen && complete.all(next, next + BLOCK_MS)) {
                learn(panes.originals(next, next + BLOCK_MS), panes.originals(name, next, next + BLOCK_MS));
            }
            next += BLOCK_MS;
        }
    }

    /** Whether all sources of a series were up between two instants. */
    @FunctionalInterface
    interface CompleteHours {
        boolean all(long from, long to);
    }

    private void learn(double n, double k) {
        hours++;
        messages *= KEPT;
        members *= KEPT;
        squares *= KEPT;
        excess *= KEPT;
        pairs *= KEPT;
        if (n <= 0) {
            return;
        }
        double p = usual();
        double counted = k;
        if (isKnown()) {
            double variance = n * p * (1 - p) * (1 + (n - 1) * correlation());
            double most = CLIP * Math.sqrt(variance) + 1;
            counted = Math.max(n * p - most, Math.min(n * p + most, k));
            if (n > 1) {
                double error = Math.min((k - n * p) * (k - n * p), 9 * variance);
                excess += error / (p * (1 - p)) - n;
                pairs += n * (n - 1);
            }
        }
        messages += n;
        members += counted;
        squares += n * n;
    }

    private double usual() {
        return (members + 0.5) / (messages + 1);
    }

    private double correlation() {
        double rho = (excess + PRIOR_CORRELATION * PRIOR_WEIGHT) / (pairs + PRIOR_WEIGHT);
        return Math.max(0.0005, Math.min(0.3, rho));
    }

    boolean isKnown() {
        return messages >= MIN_MESSAGES && hours >= MIN_HOURS;
    }

    boolean isYoung() {
        return hours < YOUNG_HOURS;
    }

    /**
     * How a window differs; null while too little is known.
     *
     * @param n originals in the window
     * @param k those in the share
     * @param window milliseconds
     */
    @Nullable
    ShareChange change(long n, long k, long window) {
        if (!isKnown()) {
            return null;
        }
        double usual = usual();
        if (n == 0) {
            return new ShareChange(usual, usual, 0, 0);
        }
        double share = (double) k / n;
        double rho = correlation();
        double blocks = Math.max(1, (double) window / BLOCK_MS);
        double within = n > 1 ? rho * Math.max(0, n / blocks - 1) / (n - 1) : 0;
        double ofUsual = (1 + Math.max(0, squares / messages - 1) * rho) / (messages + 1);
        double between = n > 1 ? within + ofUsual * n / (n - 1) : 0;
        double confidence = 1 - BetaBinomial.chance(n, k, usual, between);
        return new ShareChange(share, usual, 100 * (share - usual), confidence);
    }

    void pack(DataOutput out) throws IOException {
        out.writeDouble(messages);
        out.writeDouble(members);
        out.writeDouble(squares);
        out.writeDouble(excess);
        out.writeDouble(pairs);
        out.writeInt(hours);
        out.writeLong(next);
        out.writeLong(frozenFrom);
        out.writeLong(frozenUntil);
    }

    static UsualShare unpack(DataInput in) throws IOException {
        UsualShare s = new UsualShare(0);
        s.messages = in.readDouble();
        s.members = in.readDouble();
        s.squares = in.readDouble();
        s.excess = in.readDouble();
        s.pairs = in.readDouble();
        s.hours = in.readInt();
        s.next = in.readLong();
        s.frozenFrom = in.readLong();
        s.frozenUntil = in.readLong();
        return s;
    }
}
