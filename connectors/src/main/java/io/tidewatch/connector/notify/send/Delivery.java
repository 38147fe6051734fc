package io.tidewatch.connector.notify.send;

import org.jspecify.annotations.Nullable;

/**
 * What became of one try.
 *
 * @param code the vendor's code, or the HTTP status when it has none; 0 without an answer
 * @param problem the answer in words; null when delivered
 * @param retryAfterMs least wait before the next try; 0 leaves it to the caller
 */
public record Delivery(Outcome outcome, int code, @Nullable String problem, long retryAfterMs) {
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
        return new Delivery(Outcome.DELIVERED, code, null, 0);
    }

    public static Delivery retry(int code, String problem, long retryAfterMs) {
        return new Delivery(Outcome.RETRY, code, problem, retryAfterMs);
    }

    public static Delivery rejected(int code, String problem) {
        return new Delivery(Outcome.REJECTED, code, problem, 0);
    }

    public static Delivery gone(int code, String problem) {
        return new Delivery(Outcome.GONE, code, problem, 0);
    }
}
