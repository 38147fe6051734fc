package io.tidewatch.job.notify;

import io.tidewatch.notify.message.EndedDigest;
import io.tidewatch.notify.message.Push;
import io.tidewatch.time.LocalTimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is sent at once: one push, or the ends of several incidents whose beginnings were never sent, as one digest.
 *
 * @param parts not empty; each is a delivery of its own
 */
record Message(List<Outgoing> parts) {
    /** A backlog is read in seconds. */
    private static final long GATHER_MS = 10_000;

    /** So long the first waits at most. */
    private static final long MAX_GATHER_MS = 60_000;

    /** True for an end that may be said together with others, where people read. */
    static boolean canJoin(Outgoing o) {
        return o.push().isWholeStory() && !o.isAlone();
    }

    /** Those that are said together; one whose incident has anything else waiting keeps its place in the order. */
    static List<Outgoing> gathered(List<Outgoing> waiting) {
        Map<String, Integer> ofIncident = new HashMap<>();
        waiting.forEach(o -> ofIncident.merge(o.push().incident().id(), 1, Integer::sum));
        return waiting.stream()
                .filter(o -> canJoin(o)
                        && ofIncident.getOrDefault(o.push().incident().id(), 0) == 1)
                .toList();
    }

    /** When no more are to be expected, epoch milliseconds; 0 when there are none. */
    static long gatheredAt(List<Outgoing> gathered) {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Outgoing o : gathered) {
            first = Math.min(first, o.push().createdAt());
            last = Math.max(last, o.push().createdAt());
        }
        return gathered.isEmpty() ? 0 : Math.min(last + GATHER_MS, first + MAX_GATHER_MS);
    }

    /** A push with those that are said together with it: what may have been taken already is not mixed with what was not. */
    static Message of(Outgoing next, List<Outgoing> gathered, Predicate<Outgoing> mayHaveBeenTaken) {
        if (!gathered.contains(next)) {
            return new Message(List.of(next));
        }
        boolean doubtful = mayHaveBeenTaken.test(next);
        return new Message(gathered.stream()
                .filter(o -> mayHaveBeenTaken.test(o) == doubtful)
                .toList());
    }

    boolean isDigest() {
        return parts.size() > 1;
    }

    /** The push that a sender is given; a digest has the id of its first part. */
    Push push(int room, long now, LocalTimes times) {
        Push first = parts.get(0).push();
        return isDigest()
                ? first.withMessage(EndedDigest.of(
                        parts.stream().map(o -> o.push().incident()).toList(), room, now, times))
                : first;
    }
}
