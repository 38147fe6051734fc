package io.tidewatch.job.notify;

import java.util.ArrayList;
import java.util.List;

/**
 * How a channel is doing. Times are epoch milliseconds of the clock.
 *
 * @param failures tries that failed since the last success
 * @param retryAt nothing is sent before
 * @param sentAt sends of the last minute
 * @param wakeAt the timer set for it; 0 when there is none
 */
public record QueueState(int failures, long retryAt, List<Long> sentAt, long wakeAt) {
    static final QueueState FRESH = new QueueState(0, 0, List.of(), 0);

    private static final long MINUTE = 60_000;
    private static final long MAX_WAIT_MS = 60_000;

    /** When the next send may start, given the vendor's limit per minute; 0 = no limit. */
    long freeAt(int perMinute, long now) {
        long budget = 0;
        if (perMinute > 0) {
            List<Long> recent = recent(now);
            budget = recent.size() < perMinute ? 0 : recent.get(recent.size() - perMinute) + MINUTE;
        }
        return Math.max(retryAt, budget);
    }

    QueueState sending(long now) {
        List<Long> recent = recent(now);
        recent.add(now);
        return new QueueState(failures, retryAt, recent, wakeAt);
    }

    QueueState succeeded() {
        return new QueueState(0, 0, sentAt, wakeAt);
    }

    /** Waits 1, 2, 4 … 60 seconds, or as long as the receiver asks. */
    QueueState failed(long retryAfterMs, long now) {
        long backoff = Math.min(MAX_WAIT_MS, 1_000L << Math.min(failures, 10));
        return new QueueState(failures + 1, now + Math.max(retryAfterMs, backoff), sentAt, wakeAt);
    }

    QueueState withWakeAt(long instant) {
        return new QueueState(failures, retryAt, sentAt, instant);
    }

    private List<Long> recent(long now) {
        List<Long> out = new ArrayList<>();
        for (long t : sentAt) {
            if (t > now - MINUTE) {
                out.add(t);
            }
        }
        return out;
    }
}
