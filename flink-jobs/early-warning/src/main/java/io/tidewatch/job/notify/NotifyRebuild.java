package io.tidewatch.job.notify;

import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.TrackedAlert;
import java.io.IOException;
import java.util.Base64;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives NotifyJob its state again: incidents, and the open alerts, any of which may explain others. A savepoint of this job is a checkpoint
 * that NotifyJob starts from; its sources have no part in it and go on where their consumer groups are. What waited to be sent
 * is not kept: it is decided again, and the ledger of receipts keeps it from those who have it.
 */
public final class NotifyRebuild {
    private NotifyRebuild() {}

    /** An incident as a line of the input. */
    public static String line(IncidentState incident) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4096);
        serializer().serialize(incident, out);
        return Base64.getEncoder().encodeToString(out.getCopyOfBuffer());
    }

    /** @param lines see {@link #line}, one per incident key */
    public static void define(DataStream<String> lines) {
        lines.getExecutionEnvironment().setParallelism(1);
        DataStream<IncidentState> incidents = lines.map(NotifyRebuild::read)
                .returns(IncidentState.class)
                .name("incidents")
                .uid("kept-incidents");
        incidents
                .keyBy(i -> i.incident().incident())
                .connect(incidents.broadcast(TrackIncidentsFunction.SOURCES))
                .process(new KeepIncident())
                .name("track incidents")
                .uid("track-incidents");
    }

    private static IncidentState read(String line) throws IOException {
        return serializer()
                .deserialize(new DataInputDeserializer(Base64.getDecoder().decode(line)));
    }

    private static TypeSerializer<IncidentState> serializer() {
        return TypeInformation.of(IncidentState.class).createSerializer(new SerializerConfigImpl());
    }

    /** Stores what {@link TrackIncidentsFunction} keeps, with the timer at which it looks after the incident. */
    static final class KeepIncident extends KeyedBroadcastProcessFunction<String, IncidentState, IncidentState, Void> {
        private static final long serialVersionUID = 1L;
        private static final long WAKE_MS = 60_000;

        private transient ValueState<IncidentState> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(TrackIncidentsFunction.STATE);
        }

        @Override
        public void processElement(IncidentState s, ReadOnlyContext ctx, Collector<Void> out) throws Exception {
            store(s, ctx);
        }

        @Override
        public void processBroadcastElement(IncidentState s, Context ctx, Collector<Void> out) throws Exception {
            for (TrackedAlert t : s.alerts()) {
                if (t.alert().isOpen()) {
                    ctx.getBroadcastState(TrackIncidentsFunction.SOURCES)
                            .put(t.alert().id(), OpenSource.of(t.alert(), ctx.currentProcessingTime()));
                }
            }
        }

        /** Only while this job still runs: one that is due later fires in the job that it is made for. */
        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<Void> out) throws Exception {
            store(state.value(), ctx);
        }

        private void store(IncidentState s, ReadOnlyContext ctx) throws Exception {
            long wakeAt = ctx.timerService().currentProcessingTime() + WAKE_MS;
            ctx.timerService().registerProcessingTimeTimer(wakeAt);
            state.update(s.withWakeAt(wakeAt));
        }
    }
}
