package io.tidewatch.term;

import io.tidewatch.series.SeriesMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link TermWindow} remembers of one rule and group, wherever it is kept. */
public interface TermStore {
    /** The part of {@link java.util.Map} that keyed state has as well. */
    interface Table<K, V> {
        @Nullable
        V get(K key);

        void put(K key, V value);

        void remove(K key);

        Iterable<? extends Map.Entry<K, V>> entries();

        boolean isEmpty();

        void clear();
    }

    /** Originals of the window, by the beginning of their interval in epoch milliseconds. */
    Table<Long, List<SeriesMessage>> recent();

    /** By the beginning of the pane in epoch milliseconds. */
    Table<Long, TermPane> background();

    /** Words that were alerted on lately, with the instant at which they last were. */
    Table<String, Long> alerted();

    /** Null while nothing is remembered. */
    @Nullable
    TermClock clock();

    /** @param clock null to forget it */
    void setClock(@Nullable TermClock clock);

    /** Forgets everything. */
    default void clear() {
        recent().clear();
        background().clear();
        alerted().clear();
        setClock(null);
    }
}
