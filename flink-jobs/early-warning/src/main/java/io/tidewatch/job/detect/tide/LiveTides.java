package io.tidewatch.job.detect.tide;

import io.tidewatch.series.Tides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The tides that one subtask knows of, from the broadcast state. */
public final class LiveTides {
    public static final MapStateDescriptor<Long, Double> STATE =
            new MapStateDescriptor<>("tides", Types.LONG, Types.DOUBLE);

    /** What is there of each instant beside {@link #STATE}; nothing of what a version before this one knew. */
    public static final MapStateDescriptor<Long, Double> RISES =
            new MapStateDescriptor<>("tide-rises", Types.LONG, Types.DOUBLE);

    private @Nullable Tides known;

    public Tides known(ReadOnlyBroadcastState<Long, Double> state, ReadOnlyBroadcastState<Long, Double> rises)
            throws Exception {
        if (known == null) {
            known = new Tides();
            for (Map.Entry<Long, Double> e : entries(state).entrySet()) {
                Double rise = rises.get(e.getKey());
                known.put(e.getKey(), e.getValue(), rise == null ? 1 : rise);
            }
        }
        return known;
    }

    public void accept(TideLevel tide, BroadcastState<Long, Double> state, BroadcastState<Long, Double> rises)
            throws Exception {
        known(state, rises).put(tide.at(), tide.level(), tide.rise());
        state.put(tide.at(), tide.level());
        rises.put(tide.at(), tide.rise());
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, Double> e : state.entries()) {
            if (e.getKey() < tide.at() - Tides.KEPT_MS) {
                old.add(e.getKey());
            }
        }
        for (long at : old) {
            state.remove(at);
            rises.remove(at);
        }
    }

    private static Map<Long, Double> entries(ReadOnlyBroadcastState<Long, Double> state) throws Exception {
        Map<Long, Double> out = new TreeMap<>();
        for (Map.Entry<Long, Double> e : state.immutableEntries()) {
            out.put(e.getKey(), e.getValue());
        }
        return out;
    }
}
