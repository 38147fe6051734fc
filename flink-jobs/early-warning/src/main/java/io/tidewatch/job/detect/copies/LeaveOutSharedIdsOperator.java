package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.shared.IdsOfMany;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.metric.DetectMetric;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends messages on without the ids that stand for many (second input, to every subtask), which are counted by source (counter {@code
 * shared_ids}).
 *
 * <p>What holds for a message is what was found up to the instant that event time had reached when it came. Nothing later: then it would
 * have to wait as long as stragglers may take. It waits only until the second input has come as far, which is a matter of
 * transport and not of event time, and so the same messages always lose the same ids. Late messages are treated like all others.
 *
 * <p>Kept: the messages that wait, in the order in which they came; the ids, until event time has passed their end; and how far event time was,
 * for after a restore it begins anew.
 */
public final class LeaveOutSharedIdsOperator extends AbstractStreamOperator<AnnotatedFeedback>
        implements TwoInputStreamOperator<AnnotatedFeedback, SharedId, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;
    private static final long NEVER = Long.MIN_VALUE;

    private transient ArrayDeque<ComingMessage> waiting;
    private transient IdsOfMany ids;
    private transient ListState<ComingMessage> keptWaiting;
    private transient BroadcastState<String, SharedId> keptIds;
    private transient ListState<Long> keptReached;
    private transient Map<String, Counter> leftOut;
    /** How far the messages have come. */
    private transient long reached;
    /** How far they had come before a restore. */
    private transient long reachedBefore;
    /** How far both inputs have come. */
    private transient long passed;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        waiting = new ArrayDeque<>();
        ids = new IdsOfMany();
        leftOut = new HashMap<>();
        reached = NEVER;
        reachedBefore = NEVER;
        passed = NEVER;
        keptWaiting = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(ComingMessage.class)));
        keptIds = context.getOperatorStateStore()
                .getBroadcastState(new MapStateDescriptor<>("ids", Types.STRING, TypeInformation.of(SharedId.class)));
        keptReached =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("reached", Types.LONG));
        for (ComingMessage m : keptWaiting.get()) {
            waiting.add(m);
        }
        for (Map.Entry<String, SharedId> id : keptIds.entries()) {
            ids.add(id.getValue());
        }
        for (long before : keptReached.get()) {
            reachedBefore = Math.max(reachedBefore, before);
        }
    }

    @Override
    public void processElement1(StreamRecord<AnnotatedFeedback> element) {
        if (reached > passed) {
            waiting.add(new ComingMessage(element.getValue(), element.getTimestamp(), reached));
            return;
        }
        pass(element, reached);
    }

    @Override
    public void processElement2(StreamRecord<SharedId> found) throws Exception {
        SharedId id = found.getValue();
        ids.add(id);
        keptIds.put(id.key(), id);
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        reached = mark.getTimestamp();
        super.processWatermark1(mark);
    }

    /** Of both inputs. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        passed = mark.getTimestamp();
        while (!waiting.isEmpty() && waiting.peek().cameAt() <= passed) {
            ComingMessage m = waiting.remove();
            pass(new StreamRecord<>(m.message(), m.timestamp()), m.cameAt());
        }
        ids.forget(Math.min(passed, reached), this::forget);
        super.processWatermark(mark);
    }

    private void forget(SharedId id) {
        try {
            keptIds.remove(id.key());
        } catch (Exception e) {
            throw new IllegalStateException("state of ids that stand for many", e);
        }
    }

    private void pass(StreamRecord<AnnotatedFeedback> element, long cameAt) {
        AnnotatedFeedback m = element.getValue();
        Feedback f = m.feedback();
        Feedback left = ids.without(f, Math.max(cameAt, reachedBefore));
        if (left == f) {
            output.collect(element);
            return;
        }
        leftOut.computeIfAbsent(
                        f.source(),
                        source ->
                                DetectMetric.SHARED_IDS.counter(getMetricGroup().addGroup("source", source)))
                .inc();
        output.collect(element.replace(m.toBuilder().feedback(left).build()));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        keptWaiting.update(List.copyOf(waiting));
        long now = Math.max(reached, reachedBefore);
        keptReached.update(now == NEVER || now == Long.MAX_VALUE ? List.of() : List.of(now));
    }
}
