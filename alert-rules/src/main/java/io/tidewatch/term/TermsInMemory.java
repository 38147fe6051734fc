package io.tidewatch.term;

import io.tidewatch.series.SeriesMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers in the heap, for a window that is built anew each time it is asked. */
public final class TermsInMemory implements TermStore {
    private final Table<Long, List<SeriesMessage>> recent = new HeapTable<>();
    private final Table<Long, TermPane> background = new HeapTable<>();
    private final Table<String, Long> alerted = new HeapTable<>();
    private @Nullable TermClock clock;

    @Override
    public Table<Long, List<SeriesMessage>> recent() {
        return recent;
    }

    @Override
    public Table<Long, TermPane> background() {
        return background;
    }

    @Override
    public Table<String, Long> alerted() {
        return alerted;
    }

    @Override
    public @Nullable TermClock clock() {
        return clock;
    }

    @Override
    public void setClock(@Nullable TermClock clock) {
        this.clock = clock;
    }

    private static final class HeapTable<K, V> implements Table<K, V> {
        private final Map<K, V> map = new HashMap<>();

        @Override
        public @Nullable V get(K key) {
            return map.get(key);
        }

        @Override
        public void put(K key, V value) {
            map.put(key, value);
        }

        @Override
        public void remove(K key) {
            map.remove(key);
        }

        @Override
        public Iterable<Map.Entry<K, V>> entries() {
            return map.entrySet();
        }

        @Override
        public boolean isEmpty() {
            return map.isEmpty();
        }

        @Override
        public void clear() {
            map.clear();
        }
    }
}
