package io.tidewatch.job.detect;

import io.tidewatch.surge.Silences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The silences of sources that one subtask knows of, from the broadcast state. */
final class LiveSilences {
    static final MapStateDescriptor<String, SourceSilences> STATE =
            new MapStateDescriptor<>("silences", Types.STRING, TypeInformation.of(SourceSilences.class));

    private @Nullable Silences known;

    Silences known(ReadOnlyBroadcastState<String, SourceSilences> state) throws Exception {
        if (known == null) {
            known = new Silences();
            for (Map.Entry<String, SourceSilences> e : state.immutableEntries()) {
                e.getValue().silences().forEach(s -> known.put(e.getKey(), s.span()));
            }
        }
        return known;
    }

    void accept(SourceSilence silence, BroadcastState<String, SourceSilences> state) throws Exception {
        Silences all = known(state);
        all.put(silence.source(), silence.span());
        List<SourceSilence> kept = new ArrayList<>();
        all.of(silence.source()).forEach(s -> kept.add(SourceSilence.of(silence.source(), s)));
        state.put(silence.source(), new SourceSilences(kept));
    }
}
