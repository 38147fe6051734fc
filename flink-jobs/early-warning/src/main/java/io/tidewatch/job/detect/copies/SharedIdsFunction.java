package io.tidewatch.job.detect.copies;

import io.tidewatch.alert.Pseudonym;
import io.tidewatch.feedback.shared.IdCounts;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.feedback.shared.SharedIds;
import io.tidewatch.job.detect.time.EvaluationSpan;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices ids that stand for many, on a grid of event time.
 *
 * <p>Key: source. Kept: {@link SharedIds}, for as long as messages of the source came in the last 24 hours; some hundred KB where every
 * message has another author. Late messages count in the slot in which they came.
 */
public final class SharedIdsFunction extends KeyedProcessFunction<String, IdActivity, SharedId> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SharedIdsFunction.class);

    private final EvaluationSpan span;
    private transient ValueState<SharedIds> ids;

    public SharedIdsFunction(EvaluationSpan span) {
        this.span = span;
    }

    @Override
    public void open(OpenContext context) {
        ids = getRuntimeContext().getState(new ValueStateDescriptor<>("ids", SharedIdsSerializer.INSTANCE));
    }

    @Override
    public void processElement(IdActivity activity, Context ctx, Collector<SharedId> out) throws Exception {
        SharedIds known = ids.value();
        SharedIds of = known == null ? new SharedIds() : known;
        of.add(activity.slot(), IdCounts.of(activity.counts()));
        ids.update(of);
        ctx.timerService().registerEventTimeTimer(activity.slot());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<SharedId> out) throws Exception {
        SharedIds of = ids.value();
        if (of == null || !span.contains(at, ctx.timerService().currentWatermark())) {
            return;
        }
        for (SharedId id : of.look(ctx.getCurrentKey(), at)) {
            log(id);
            out.collect(id);
        }
        if (of.isEmpty()) {
            ids.clear();
            return;
        }
        ids.update(of);
        ctx.timerService().registerEventTimeTimer(of.nextLook(at));
    }

    private static void log(SharedId id) {
        boolean begins = id.from() == id.asOf();
        if (begins || id.until() != SharedId.OPEN) {
            LOG.info(
                    "{}: source={} id={} messages={} of={}",
                    begins ? "id stands for many, treated as missing" : "id stands for many no longer",
                    id.source(),
                    Pseudonym.of(id.field().dimension(), id.value()).en(),
                    id.messages(),
                    id.of());
        }
    }
}
