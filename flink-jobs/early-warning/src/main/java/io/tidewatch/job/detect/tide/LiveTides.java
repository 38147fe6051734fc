package io.tidewatch.job.detect.tide;

import io.tidewatch.series.Tides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The tides that one subtask knows of, from the broadcast state. */
public final class LiveTides {
    public static final MapStateDescriptor<Long, Double> STATE =
            new MapStateDescriptor<>("tides", Types.LONG, Types.DOUBLE);

    private @Nullable Tides known;

    public Tides known(ReadOnlyBroadcastState<Long, Double> state) throws Exception {
        if (known == null) {
            known = new Tides();
            for (Map.Entry<Long, Double> e : state.immutableEntries()) {
                known.put(e.getKey(), e.getValue());
            }
        }
        return known;
    }

    public void accept(TideLevel tide, BroadcastState<Long, Double> state) throws Exception {
        known(state).put(tide.at(), tide.level());
        state.put(tide.at(), tide.level());
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, Double> e : state.entries()) {
            if (e.getKey() < tide.at() - Tides.KEPT_MS) {
                old.add(e.getKey());
            }
        }
        for (long at : old) {
            state.remove(at);
        }
    }
}
