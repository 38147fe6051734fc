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
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends messages on without the ids that stand for many; counts by source those that are without one (counter {@code
 * shared_ids}).
 *
 * <p>What holds for a message is what was found up to the instant that event time had reached when it came, and nothing later:
 * then it would have to wait as long as stragglers may take. It waits only until all that was found up to there is known,
 * which is a matter of transport and not of event time, and so the same messages always lose the same ids. Late messages are
 * treated like all others.
 *
 * <p>Kept, in operator state: the messages that wait, in the order in which they came; the ids, until event time has passed
 * their end; and how far event time was, for after a restore it begins anew.
 */
final class LeaveOutSharedIds {
    private static final long NEVER = Long.MIN_VALUE;

    private final ArrayDeque<ComingMessage> waiting = new ArrayDeque<>();
    private final IdsOfMany ids = new IdsOfMany();
    private final Map<String, Counter> leftOut = new HashMap<>();
    private final Output<StreamRecord<AnnotatedFeedback>> output;
    private final MetricGroup metrics;
    private final ListState<ComingMessage> keptWaiting;
    private final BroadcastState<String, SharedId> keptIds;
    private final ListState<Long> keptReached;
    /** How far the messages have come. */
    private long reached = NEVER;
    /** How far they had come before a restore. */
    private long reachedBefore = NEVER;
    /** Up to where all that was found is known. */
    private long known = NEVER;

    LeaveOutSharedIds(OperatorStateStore state, Output<StreamRecord<AnnotatedFeedback>> output, MetricGroup metrics)
            throws Exception {
        this.output = output;
        this.metrics = metrics;
        keptWaiting = state.getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(ComingMessage.class)));
        keptIds = state.getBroadcastState(
                new MapStateDescriptor<>("shared-ids", Types.STRING, TypeInformation.of(SharedId.class)));
        keptReached = state.getUnionListState(new ListStateDescriptor<>("reached", Types.LONG));
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

    /** Sends a message on, now or once what holds for it is known. */
    void take(StreamRecord<AnnotatedFeedback> element) {
        if (reached > known) {
            waiting.add(new ComingMessage(element.getValue(), element.getTimestamp(), reached));
            return;
        }
        send(element, reached);
    }

    void found(SharedId id) throws Exception {
        ids.add(id);
        keptIds.put(id.key(), id);
    }

    /** @param instant that event time has reached where messages come from */
    void reach(long instant) {
        reached = instant;
    }

    /** How far event time has come where messages come from; {@link Long#MIN_VALUE} before it is known. */
    long reached() {
        return reached;
    }

    /** @param instant up to which all that was found is known */
    void know(long instant) throws Exception {
        known = instant;
        while (!waiting.isEmpty() && waiting.peek().cameAt() <= known) {
            ComingMessage m = waiting.remove();
            send(new StreamRecord<>(m.message(), m.timestamp()), m.cameAt());
        }
        for (SharedId id : ids.forget(Math.min(known, reached))) {
            keptIds.remove(id.key());
        }
    }

    private void send(StreamRecord<AnnotatedFeedback> element, long cameAt) {
        AnnotatedFeedback m = element.getValue();
        Feedback f = m.feedback();
        Feedback left = ids.without(f, Math.max(cameAt, reachedBefore));
        if (left == null) {
            output.collect(element);
            return;
        }
        leftOut.computeIfAbsent(
                        f.source(), source -> DetectMetric.SHARED_IDS.counter(metrics.addGroup("source", source)))
                .inc();
        output.collect(element.replace(m.toBuilder().feedback(left).build()));
    }

    void snapshot() throws Exception {
        keptWaiting.update(List.copyOf(waiting));
        long now = Math.max(reached, reachedBefore);
        keptReached.update(now == NEVER || now == Long.MAX_VALUE ? List.of() : List.of(now));
    }
}
