package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.metric.DetectMetric;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets the first create of every id pass, without the authors, customers and orders that stand for many ({@link
 * LeaveOutSharedIds}; second input, to every subtask). Both in one place, for a message that is sent once more costs more than
 * either.
 *
 * <p>Key: feedback id. Kept: that it was seen, until event time has passed it by the count horizon. A message older than
 * the horizon is not counted (counter {@code too_late}); a repeated one is dropped (counter {@code duplicates}).
 */
public final class DeduplicateOperator extends AbstractStreamOperator<AnnotatedFeedback>
        implements TwoInputStreamOperator<AnnotatedFeedback, SharedId, AnnotatedFeedback>,
                Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final long horizonMs;
    private transient LeaveOutSharedIds people;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient ValueState<Boolean> seen;
    private transient Counter duplicates;
    private transient Counter tooLate;

    /** @param horizonMs how far back a message is still counted */
    public DeduplicateOperator(long horizonMs) {
        this.horizonMs = horizonMs;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        people = new LeaveOutSharedIds(context.getOperatorStateStore(), output, getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
        seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.BOOLEAN));
        duplicates = DetectMetric.DUPLICATES.counter(getMetricGroup());
        tooLate = DetectMetric.TOO_LATE.counter(getMetricGroup());
    }

    @Override
    public void processElement1(StreamRecord<AnnotatedFeedback> element) throws Exception {
        AnnotatedFeedback m = element.getValue();
        if (!m.feedback().isCreate()) {
            return;
        }
        if (seen.value() != null) {
            duplicates.inc();
            return;
        }
        long time = m.feedback().eventTime();
        long watermark = people.reached();
        if (watermark != Long.MAX_VALUE && time < watermark - horizonMs && watermark > Long.MIN_VALUE + horizonMs) {
            tooLate.inc();
            return;
        }
        seen.update(true);
        // at the horizon itself a repeated one is not yet too late
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Math.max(time, element.getTimestamp()) + horizonMs + 1);
        people.take(element);
    }

    @Override
    public void processElement2(StreamRecord<SharedId> found) throws Exception {
        people.found(found.getValue());
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        people.reach(mark.getTimestamp());
        super.processWatermark1(mark);
    }

    /** Of both inputs. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        people.know(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        seen.clear();
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        // none is set
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        people.snapshot();
    }
}
