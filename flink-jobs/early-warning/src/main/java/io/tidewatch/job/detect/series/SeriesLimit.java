package io.tidewatch.job.detect.series;

import io.tidewatch.limit.Memories;
import io.tidewatch.limit.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which series of one subtask are followed and which are only remembered, per kind of series. Knows keys only.
 *
 * <p>Who is followed is decided when event time passes a message, in the order of event time: it does not depend on what
 * has come from after it. Not more are remembered than are followed. Of what is forgotten it is known until when it may
 * have had messages.
 */
final class SeriesLimit {
    /**
     * A series had messages between two instants of the grid.
     *
     * @param last event time of the last one, epoch milliseconds
     */
    record Arrival(String key, long last, int messages) {
        private static final Comparator<Arrival> ORDER =
                Comparator.comparingLong(Arrival::last).thenComparing(Arrival::key);

        private Arrival and(long time) {
            return new Arrival(key, Math.max(last, time), messages + 1);
        }
    }

    /** One kind: a definition of what is counted. */
    static final class Kind {
        private final Places followed = new Places();
        private final Memories remembered = new Memories();
        private final TreeMap<Long, Map<String, Arrival>> arrived = new TreeMap<>();
        /** What arrives at the same instant as the one before. */
        private @Nullable Map<String, Arrival> open;

        private long openAt;

        Places followed() {
            return followed;
        }

        Memories remembered() {
            return remembered;
        }

        /**
         * Notes that a series has a message.
         *
         * @param at instant of the grid at which it is counted, epoch milliseconds
         * @param time its event time
         */
        void arrive(String key, long at, long time) {
            if (open == null || openAt != at) {
                open = arrived.computeIfAbsent(at, a -> new HashMap<>());
                openAt = at;
            }
            Arrival before = open.get(key);
            open.put(key, before == null ? new Arrival(key, time, 1) : before.and(time));
        }

        /** Takes out what is counted up to an instant, in order. */
        List<Arrival> takeUntil(long at) {
            if (arrived.isEmpty() || arrived.firstKey() > at) {
                return List.of();
            }
            List<Arrival> due = new ArrayList<>();
            while (!arrived.isEmpty() && arrived.firstKey() <= at) {
                List<Arrival> together =
                        new ArrayList<>(arrived.pollFirstEntry().getValue().values());
                together.sort(Arrival.ORDER);
                due.addAll(together);
            }
            open = null;
            return due;
        }

        private boolean isEmpty() {
            return followed.size() == 0
                    && remembered.size() == 0
                    && remembered.forgottenUntil() == 0
                    && arrived.isEmpty();
        }
    }

    private final Map<String, Kind> kinds = new HashMap<>();

    /** @param kind hash of the series' definition */
    Kind of(String kind) {
        return kinds.computeIfAbsent(kind, k -> new Kind());
    }

    /** Notes that a series is gone. */
    void forget(String kind, String key) {
        Kind k = of(kind);
        k.followed.forget(key);
        k.remembered.take(key);
        if (k.isEmpty()) {
            kinds.remove(kind);
        }
    }

    /** Until when series that are forgotten had messages, per kind, epoch milliseconds event time; kinds without are left out. */
    Map<String, Long> forgottenUntil() {
        Map<String, Long> all = new HashMap<>();
        kinds.forEach((kind, k) -> {
            if (k.remembered.forgottenUntil() != 0) {
                all.put(kind, k.remembered.forgottenUntil());
            }
        });
        return all;
    }

    /** Keys that are remembered of kinds that nothing counts any more; those kinds are forgotten. */
    List<String> over(Predicate<String> isCounted) {
        List<String> keys = new ArrayList<>();
        kinds.entrySet().removeIf(e -> {
            if (isCounted.test(e.getKey())) {
                return false;
            }
            keys.addAll(e.getValue().remembered.keys());
            return true;
        });
        return keys;
    }
}
