package io.tidewatch.job.detect.follow;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.term.TermClock;
import io.tidewatch.term.TermPane;
import io.tidewatch.term.TermStore;
import io.tidewatch.term.TermWindow;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keeps {@link TermWindow}s in keyed state. Messages beyond what a window keeps are counted in {@code terms_sampled_out}. */
final class NewTermRule implements OrderedRule {
    private final TermStore store;
    private final Counter left;

    NewTermRule(KeyedStateStore states, MetricGroup metrics) {
        store = new OfCurrentKey(states);
        left = DetectMetric.TERMS_SAMPLED_OUT.counter(metrics);
    }

    @Override
    public void take(Rule rule, RuleEvent event, Collector<Signal> out) {
        if (!new TermWindow(rule, store).take(event.message())) {
            left.inc();
        }
    }

    @Override
    public void takeLate(Rule rule, RuleEvent event, Collector<Signal> out) {
        new TermWindow(rule, store).takeLate(event.message());
    }

    @Override
    public long advance(Rule rule, RuleOwner key, long now, Collector<Signal> out) {
        return new TermWindow(rule, store).advance(key.group(), now, out::collect);
    }

    @Override
    public void clear() {
        store.clear();
    }

    private static final class OfCurrentKey implements TermStore {
        private final Table<Long, List<SeriesMessage>> recent;
        private final Table<Long, TermPane> background;
        private final Table<String, Long> alerted;
        private final ValueState<TermClock> clock;

        OfCurrentKey(KeyedStateStore states) {
            recent = new StateTable<>(states.getMapState(new MapStateDescriptor<>(
                    "term-window", Types.LONG, Types.LIST(TypeInformation.of(SeriesMessage.class)))));
            background = new StateTable<>(states.getMapState(
                    new MapStateDescriptor<>("term-background", Types.LONG, TypeInformation.of(TermPane.class))));
            alerted = new StateTable<>(
                    states.getMapState(new MapStateDescriptor<>("terms-told", Types.STRING, Types.LONG)));
            clock = states.getState(new ValueStateDescriptor<>("term-clock", TypeInformation.of(TermClock.class)));
        }

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
            return StateTable.read(clock::value);
        }

        @Override
        public void setClock(@Nullable TermClock now) {
            StateTable.write(() -> clock.update(now));
        }
    }

    /** Keyed state in which an access does not fail but with the whole job. */
    private record StateTable<K, V>(MapState<K, V> state) implements TermStore.Table<K, V> {
        private interface Read<T> {
            T get() throws Exception;
        }

        private interface Write {
            void run() throws Exception;
        }

        static <T> T read(Read<T> access) {
            try {
                return access.get();
            } catch (Exception e) {
                throw new IllegalStateException("keyed state cannot be read", e);
            }
        }

        static void write(Write access) {
            try {
                access.run();
            } catch (Exception e) {
                throw new IllegalStateException("keyed state cannot be written", e);
            }
        }

        @Override
        public @Nullable V get(K key) {
            return read(() -> state.get(key));
        }

        @Override
        public void put(K key, V value) {
            write(() -> state.put(key, value));
        }

        @Override
        public void remove(K key) {
            write(() -> state.remove(key));
        }

        @Override
        public Iterable<? extends Map.Entry<K, V>> entries() {
            return read(state::entries);
        }

        @Override
        public boolean isEmpty() {
            return read(state::isEmpty);
        }

        @Override
        public void clear() {
            state.clear();
        }
    }
}
