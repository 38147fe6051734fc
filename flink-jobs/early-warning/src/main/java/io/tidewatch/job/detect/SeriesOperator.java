package io.tidewatch.job.detect;

import io.tidewatch.surge.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/**
 * Flink's operator for {@link SeriesFunction}, which lets it reach series other than the one that was just heard: functions
 * see their own key only, but a limit is kept by dropping someone else's state, and new rules look at every series.
 */
final class SeriesOperator extends CoBroadcastWithKeyedOperator<String, SeriesEvent, SeriesControl, Signal> {
    private static final long serialVersionUID = 1L;

    /** A key and until when its series was read. */
    private record Known(String key, long readAt) {}

    SeriesOperator(SeriesFunction function) {
        super(function, List.of(LiveRules.STATE, LiveSilences.STATE));
    }

    @Override
    public void open() throws Exception {
        super.open();
        SeriesFunction function = (SeriesFunction) userFunction;
        List<Known> restored = new ArrayList<>();
        try (Stream<String> keys =
                this.<String>getKeyedStateBackend().getKeys(SeriesFunction.NAME, VoidNamespace.INSTANCE)) {
            for (String key : keys.toList()) {
                setCurrentKey(key);
                restored.add(new Known(key, function.readAt()));
            }
        }
        restored.sort(Comparator.comparingLong(Known::readAt).thenComparing(Known::key));
        for (Known k : restored) {
            setCurrentKey(k.key());
            function.remember(k.key());
        }
        InternalTimerService<VoidNamespace> timers =
                getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
        function.reaches(new SeriesFunction.Others() {
            @Override
            public void drop(String key) throws Exception {
                SeriesOperator.this.drop(key);
            }

            @Override
            public void readAll() throws Exception {
                SeriesOperator.this.readAll(timers);
            }
        });
    }

    private void readAll(InternalTimerService<VoidNamespace> timers) throws Exception {
        SeriesFunction function = (SeriesFunction) userFunction;
        List<String> all;
        try (Stream<String> keys =
                this.<String>getKeyedStateBackend().getKeys(SeriesFunction.NAME, VoidNamespace.INSTANCE)) {
            all = keys.toList();
        }
        for (String key : all) {
            setCurrentKey(key);
            long at = function.nextReading(timers.currentWatermark());
            if (at != Series.NEVER) {
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
            }
        }
    }

    private void drop(String key) throws Exception {
        Object current = getCurrentKey();
        setCurrentKey(key);
        try {
            ((SeriesFunction) userFunction).clear();
        } finally {
            setCurrentKey(current);
        }
    }
}
