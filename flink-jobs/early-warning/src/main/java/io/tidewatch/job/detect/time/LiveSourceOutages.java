package io.tidewatch.job.detect.time;

import io.tidewatch.series.SourceOutages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The source outages that one subtask knows of, from the broadcast state. */
public final class LiveSourceOutages {
    public static final MapStateDescriptor<String, OutagesOfSource> STATE =
            new MapStateDescriptor<>("silences", Types.STRING, TypeInformation.of(OutagesOfSource.class));

    private @Nullable SourceOutages known;

    public SourceOutages known(ReadOnlyBroadcastState<String, OutagesOfSource> state) throws Exception {
        if (known == null) {
            known = new SourceOutages();
            for (Map.Entry<String, OutagesOfSource> e : state.immutableEntries()) {
                e.getValue().outages().forEach(s -> known.put(e.getKey(), s.span()));
            }
        }
        return known;
    }

    public void accept(SourceOutage outage, BroadcastState<String, OutagesOfSource> state) throws Exception {
        SourceOutages all = known(state);
        all.put(outage.source(), outage.span());
        List<SourceOutage> kept = new ArrayList<>();
        all.of(outage.source()).forEach(s -> kept.add(SourceOutage.of(outage.source(), s)));
        state.put(outage.source(), new OutagesOfSource(kept));
    }
}
