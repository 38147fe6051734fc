package io.tidewatch.connector.notify.send;

import org.jspecify.annotations.Nullable;

/**
 * What became of one try.
 *
 * @param code the vendor's code, or the HTTP status when it has none; 0 without an answer
 * @param problem the answer in words; null when delivered
 * @param retryAfterMs least wait before the next try; 0 leaves it to the caller
 * @param ambiguous true when the push left and no answer came: it may have been taken
 */
public record Delivery(Outcome outcome, int code, @Nullable String problem, long retryAfterMs, boolean ambiguous) {
    /** What to do next. */
    public enum Outcome {
        DELIVERED,
        /** Try again: the receiver is away, busy, or set up wrongly in a way that people can mend. */
        RETRY,
        /** This push will never be taken. */
        REJECTED,
        /** The receiver wants nothing more. */
        GONE
    }

    /** Wait after a fault that only people can mend. */
    public static final long MENDING_MS = 60_000;

    public static Delivery delivered(int code) {
        return new Delivery(Outcome.DELIVERED, code, null, 0, false);
    }

    public static Delivery retry(int code, String problem, long retryAfterMs) {
        return new Delivery(Outcome.RETRY, code, problem, retryAfterMs, false);
    }

    /** The push left, and no answer came. */
    public static Delivery unanswered(String problem) {
        return new Delivery(Outcome.RETRY, 0, problem, 0, true);
    }

    public static Delivery rejected(int code, String problem) {
        return new Delivery(Outcome.REJECTED, code, problem, 0, false);
    }

    public static Delivery gone(int code, String problem) {
        return new Delivery(Outcome.GONE, code, problem, 0, false);
    }
}
