package io.tidewatch.episode;

import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Rule;
import org.jspecify.annotations.Nullable;

/** What a rule's times allow an episode to do. All instants are epoch milliseconds of event time. */
final class EpisodeTimes {
    private EpisodeTimes() {}

    /**
     * True when an episode may begin: inside the rule's active times, and still in the same stretch of them.
     *
     * @param since when its conditions began to hold
     * @param now when that is known
     */
    static boolean mayOpen(Rule rule, long since, long now) {
        return rule.activeTimes().isAlways() || rule.activeTimes().endFrom(since) > now;
    }

    /** When the active times end in which an episode stands; {@link Long#MAX_VALUE}: never. Before its last reading: then. */
    static long endOf(Episode e, Rule rule) {
        return rule.activeTimes().endFrom(e.updatedAt());
    }

    /** True for a message that is later than its rule allows: it neither opens nor raises an episode. */
    static boolean isTooLate(Rule rule, long eventTime, long receivedAt) {
        return receivedAt - eventTime > rule.latenessMs();
    }

    /**
     * The severity that a message gives an open episode.
     *
     * @param level that holds for it
     */
    static @Nullable Severity raised(Episode open, @Nullable Severity level, boolean tooLate) {
        return tooLate && level != null && level.compareTo(open.severity()) > 0 ? open.severity() : level;
    }
}
