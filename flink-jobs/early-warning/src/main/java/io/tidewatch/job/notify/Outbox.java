package io.tidewatch.job.notify;

import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits for one channel: which goes next, and what a newer push makes pointless. */
final class Outbox {
    /** A push that could not be said within a day is given up. */
    static final long KEEP_MS = 24 * 3_600_000L;

    private static final Set<Reason> UPDATES =
            Set.of(Reason.SEVERITY_UP, Reason.NEW_MEMBER, Reason.LEVEL_CHANGED, Reason.DOUBLED, Reason.REPEAT);

    /** So many failures may lie in the push itself; others go first, so that it does not block them for a day. */
    private static final int PATIENCE = 8;

    private static final Comparator<Outgoing> AGE = Comparator.comparingLong(
                    (Outgoing o) -> o.push().createdAt())
            .thenComparingInt(o -> o.push().incident().revision())
            .thenComparing(o -> o.push().reason())
            .thenComparing(o -> o.push().delivery());

    /** What is open before what is over, then the worst. */
    private static final Comparator<Outgoing> ORDER = Comparator.comparing(
                    (Outgoing o) -> o.push().reason() == Reason.RESOLVED)
            .thenComparing(o -> o.push().incident().severity(), Comparator.reverseOrder())
            .thenComparing(AGE);

    private Outbox() {}

    /** Of several incidents the worst first; of one in the order it happened. Null when nothing waits. */
    static @Nullable Outgoing next(Collection<Outgoing> waiting) {
        List<Outgoing> hopeful =
                waiting.stream().filter(o -> o.attempts() < PATIENCE).toList();
        Collection<Outgoing> pool = hopeful.isEmpty() ? waiting : hopeful;
        Outgoing worst = pool.stream().min(ORDER).orElse(null);
        if (worst == null) {
            return null;
        }
        String incident = worst.push().incident().id();
        return pool.stream()
                .filter(o -> o.push().incident().id().equals(incident))
                .min(AGE)
                .orElse(worst);
    }

    /** True for a push that says that something began. */
    static boolean isBeginning(Push p) {
        return p.reason() == Reason.FIRST || p.reason() == Reason.REOPENED;
    }

    /**
     * True when a waiting push need not be sent any more because a newer one of the same incident says more: an update by any, a
     * beginning by the end.
     */
    static boolean isSuperseded(Push waiting, Push newer) {
        return (UPDATES.contains(waiting.reason())
                        || newer.reason() == Reason.RESOLVED && waiting.reason() != Reason.RESOLVED)
                && waiting.incident().id().equals(newer.incident().id())
                && waiting.incident().revision() <= newer.incident().revision();
    }
}
