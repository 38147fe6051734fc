package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.metric.DetectMetric;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first create of every id pass.
 *
 * <p>Key: feedback id. Kept: that it was seen, until event time has passed it by the count horizon. A message older than
 * the horizon is not counted (counter {@code too_late}); a repeated one is dropped (counter {@code duplicates}).
 */
public final class DeduplicateFunction extends KeyedProcessFunction<String, AnnotatedFeedback, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;

    private final long horizonMs;
    private transient ValueState<Boolean> seen;
    private transient Counter duplicates;
    private transient Counter tooLate;

    public DeduplicateFunction(long horizonMs) {
        this.horizonMs = horizonMs;
    }

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.BOOLEAN));
        duplicates = DetectMetric.DUPLICATES.counter(getRuntimeContext().getMetricGroup());
        tooLate = DetectMetric.TOO_LATE.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(AnnotatedFeedback m, Context ctx, Collector<AnnotatedFeedback> out) throws Exception {
        long watermark = ctx.timerService().currentWatermark();
        if (!m.feedback().isCreate()) {
            return;
        }
        if (seen.value() != null) {
            duplicates.inc();
            return;
        }
        long time = m.feedback().eventTime();
        if (watermark != Long.MAX_VALUE && time < watermark - horizonMs && watermark > Long.MIN_VALUE + horizonMs) {
            tooLate.inc();
            return;
        }
        seen.update(true);
        // at the horizon itself a repeated one is not yet too late
        ctx.timerService().registerEventTimeTimer(Math.max(time, ctx.timestamp()) + horizonMs + 1);
        out.collect(m);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<AnnotatedFeedback> out) {
        seen.clear();
    }
}
