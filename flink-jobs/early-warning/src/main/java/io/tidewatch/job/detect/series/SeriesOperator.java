package io.tidewatch.job.detect.series;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.time.LiveSourceOutages;
import io.tidewatch.series.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Flink's operator for {@link SeriesFunction}, which lets it reach series other than that of the message: functions
 * see their own key only, but a limit is kept by dropping someone else's state, and new rules look at every series.
 */
public final class SeriesOperator extends CoBroadcastWithKeyedOperator<String, SeriesEvent, SeriesControl, Signal> {
    private static final long serialVersionUID = 1L;

    /** What is emitted when the input has ended, see {@link DetectSettings#teaches}. */
    public static final OutputTag<Primer> LEARNT = new OutputTag<>("learnt", TypeInformation.of(Primer.class));

    /** A key and until when its series was read. */
    private record Known(String key, long readAt) {}

    public SeriesOperator(SeriesFunction function) {
        super(function, List.of(LiveRules.STATE, LiveSourceOutages.STATE));
    }

    @Override
    public void open() throws Exception {
        super.open();
        SeriesFunction function = (SeriesFunction) userFunction;
        List<Known> restored = new ArrayList<>();
        for (String key : keys()) {
            setCurrentKey(key);
            restored.add(new Known(key, function.readAt()));
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

    @Override
    public void finish() throws Exception {
        super.finish();
        SeriesFunction function = (SeriesFunction) userFunction;
        if (!function.isTeaching()) {
            return;
        }
        for (String key : keys()) {
            setCurrentKey(key);
            Primer primer = function.primer();
            if (primer != null) {
                output.collect(LEARNT, new StreamRecord<>(primer));
            }
        }
    }

    private List<String> keys() {
        try (Stream<String> keys =
                this.<String>getKeyedStateBackend().getKeys(SeriesFunction.NAME, VoidNamespace.INSTANCE)) {
            return keys.toList();
        }
    }

    private void readAll(InternalTimerService<VoidNamespace> timers) throws Exception {
        SeriesFunction function = (SeriesFunction) userFunction;
        for (String key : keys()) {
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
