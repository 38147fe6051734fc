package io.tidewatch.job.detect.figures;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts per minute, always on, whatever the rules are.
 *
 * <p>Key: issue, region and channel (without an issue: of messages), or source. Kept: one pane per minute with messages, until event time has passed it by
 * the count horizon. Emitted: each changed minute once a second while it is open, once when the watermark closes it,
 * and within a second when a late message amends it; always absolute.
 */
public final class TallyFunction extends KeyedProcessFunction<String, TallyEvent, Tally> {
    private static final long serialVersionUID = 1L;
    private static final long EMIT_MS = 1_000;

    private final long horizonMs;
    private transient MapState<Long, TallyPane> panes;
    private transient MapState<Long, Boolean> changed;

    public TallyFunction(long horizonMs) {
        this.horizonMs = horizonMs;
    }

    @Override
    public void open(OpenContext context) {
        panes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("panes", Types.LONG, TypeInformation.of(TallyPane.class)));
        changed = getRuntimeContext().getMapState(new MapStateDescriptor<>("untold", Types.LONG, Types.BOOLEAN));
    }

    @Override
    public void processElement(TallyEvent e, Context ctx, Collector<Tally> out) throws Exception {
        long minute = Math.floorDiv(e.time(), Tally.MINUTE_MS) * Tally.MINUTE_MS;
        TallyPane pane = panes.get(minute);
        panes.put(minute, (pane == null ? TallyPane.EMPTY : pane).add(e));
        if (changed.isEmpty()) {
            ctx.timerService().registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + EMIT_MS);
        }
        changed.put(minute, true);
        long end = minute + Tally.MINUTE_MS;
        if (pane == null) {
            ctx.timerService().registerEventTimeTimer(end + horizonMs);
            if (end > ctx.timerService().currentWatermark()) {
                ctx.timerService().registerEventTimeTimer(end);
            }
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Tally> out) throws Exception {
        if (ctx.timeDomain() == TimeDomain.PROCESSING_TIME) {
            List<Long> minutes = new ArrayList<>();
            changed.keys().forEach(minutes::add);
            for (long minute : minutes) {
                long end = minute + Tally.MINUTE_MS;
                boolean closed = end <= ctx.timerService().currentWatermark();
                if (!closed) {
                    // after a restore event time may stand before a minute that was closed already
                    ctx.timerService().registerEventTimeTimer(end);
                }
                emit(minute, closed, ctx.getCurrentKey(), out);
            }
            return;
        }
        long gone = at - Tally.MINUTE_MS - horizonMs;
        if (changed.contains(gone)) {
            // an amendment that event time has overtaken
            emit(gone, true, ctx.getCurrentKey(), out);
        }
        panes.remove(gone);
        emit(at - Tally.MINUTE_MS, true, ctx.getCurrentKey(), out);
    }

    private void emit(long minute, boolean closed, String key, Collector<Tally> out) throws Exception {
        changed.remove(minute);
        TallyPane p = panes.get(minute);
        if (p != null) {
            String[] k = key.split("\u0001", -1);
            out.collect(new Tally(
                    k[0],
                    k[1],
                    k[2],
                    k[3],
                    minute,
                    closed,
                    p.posts(),
                    p.originals(),
                    p.authors().size(),
                    p.reach(),
                    p.negative(),
                    p.neutral(),
                    p.positive(),
                    p.lastEvent()));
        }
    }
}
