package io.tidewatch.job.detect.time;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.series.SourceDelay;
import io.tidewatch.series.SourceDelays;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the messages of sources that are late by nature ({@link SourceDelay}) on the time they are heard: from here on that is
 * their event time, and when they were said goes with them. All others pass as they are.
 *
 * <p>A message was heard at its {@code heard_at}, else when Kafka took it, but no later than event time has come: in a history that
 * is loaded now nothing is late, for event time is then, and nothing is learnt. One that was said longer ago than the count horizon stays where it
 * was said, and is not counted.
 *
 * <p>Each subtask learns by itself: each has a like part of every source. Kept: what was learnt, in operator state; after a
 * restore every subtask knows what any knew.
 */
public final class HeardTime extends AbstractStreamOperator<AnnotatedFeedback>
        implements OneInputStreamOperator<AnnotatedFeedback, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(HeardTime.class);

    private final TreeMap<String, Long> given;
    private final long countHorizonMs;
    private transient SourceDelays delays;
    private transient ListState<byte[]> kept;
    private transient Counter heardLate;
    private transient long watermark;

    /**
     * @param given source → usual delay, milliseconds
     * @param countHorizonMs how far back a message is still counted
     */
    public HeardTime(Map<String, Long> given, long countHorizonMs) {
        this.given = new TreeMap<>(given);
        this.countHorizonMs = countHorizonMs;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        delays = new SourceDelays(given);
        kept = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(
                        "source-delays", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        for (byte[] packed : kept.get()) {
            delays.join(new DataInputStream(new ByteArrayInputStream(packed)));
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Long.MIN_VALUE;
        heardLate = DetectMetric.HEARD_LATE.counter(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<AnnotatedFeedback> element) {
        AnnotatedFeedback m = element.getValue();
        Feedback f = m.feedback();
        if (!f.isCreate() || !isKnown(m)) {
            output.collect(element);
            return;
        }
        long heard = Math.max(heard(m), f.eventTime());
        long delay = heard - f.eventTime();
        if (delays.add(f.source(), heard, delay)) {
            LOG.info(
                    delays.isLate(f.source())
                            ? "source is late by nature, measured when it is heard: source={} usualDelaySeconds={}"
                            : "source is punctual again: source={} usualDelaySeconds={}",
                    f.source(),
                    delays.usual(f.source()) / 1_000);
        }
        if (delay == 0 || delay > countHorizonMs || !delays.isLate(f.source())) {
            output.collect(element);
            return;
        }
        heardLate.inc();
        output.collect(new StreamRecord<>(m.measuredAt(heard), Math.max(heard, element.getTimestamp())));
    }

    /**
     * False where nobody knows whether a message is late: it was received long after it was said, but event time is no further
     * itself, as in a history that is loaded now.
     */
    private boolean isKnown(AnnotatedFeedback m) {
        if (m.feedback().heardAt() != 0) {
            return true;
        }
        long said = m.feedback().eventTime();
        return watermark != Long.MIN_VALUE
                && (watermark - said >= SourceDelay.LATE_MS || m.receivedAt() - said < SourceDelay.LATE_MS);
    }

    private long heard(AnnotatedFeedback m) {
        long given = m.feedback().heardAt();
        return given != 0 ? given : Math.min(m.receivedAt(), watermark);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp() == Long.MAX_VALUE ? watermark : mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        delays.pack(new DataOutputStream(bytes));
        kept.update(List.of(bytes.toByteArray()));
    }
}
