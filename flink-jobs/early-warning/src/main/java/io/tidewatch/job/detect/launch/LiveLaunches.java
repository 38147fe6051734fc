package io.tidewatch.job.detect.launch;

import io.tidewatch.series.LaunchSlot;
import io.tidewatch.series.Launches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** What one subtask knows of new products, from the broadcast state. */
public final class LiveLaunches {
    public static final MapStateDescriptor<Long, LaunchSlot> STATE =
            new MapStateDescriptor<>("launches", Types.LONG, TypeInformation.of(LaunchSlot.class));

    /** The key of what is usual, which is said anew every hour. */
    private static final long USUAL = Long.MIN_VALUE;

    private @Nullable Launches known;

    public Launches known(ReadOnlyBroadcastState<Long, LaunchSlot> state) throws Exception {
        if (known == null) {
            known = new Launches();
            TreeMap<Long, LaunchSlot> slots = new TreeMap<>();
            for (Map.Entry<Long, LaunchSlot> e : state.immutableEntries()) {
                slots.put(e.getKey(), e.getValue());
            }
            slots.values().forEach(known::put);
        }
        return known;
    }

    public void accept(LaunchSlot slot, BroadcastState<Long, LaunchSlot> state) throws Exception {
        known(state).put(slot);
        state.put(slot.at(), new LaunchSlot(slot.at(), slot.messages(), Map.of()));
        if (!slot.complaints().isEmpty()) {
            state.put(USUAL, new LaunchSlot(slot.at() - Launches.KEPT_MS, List.of(), slot.complaints()));
        }
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, LaunchSlot> e : state.entries()) {
            if (e.getKey() != USUAL && e.getKey() < slot.at() - Launches.KEPT_MS) {
                old.add(e.getKey());
            }
        }
        for (long at : old) {
            state.remove(at);
        }
    }
}
