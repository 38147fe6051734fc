package io.tidewatch.job.detect.time;

import io.tidewatch.feedback.AnnotatedFeedback;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets event time go on after a restart without new messages. What was read before the restart waits in state for a
 * watermark, but the sources' {@link OriginWatermarks} begin anew and emit nothing until a message comes.
 *
 * <p>Kept: the newest event time read. After a restore, and until the first message, idle time means what it means in a
 * split: after {@link OriginWatermarks.Patience#splitMs} what had been read is all there was; after
 * {@link OriginWatermarks.Patience#followMs} event time follows the wall clock at that distance.
 */
public final class ResumedTime extends AbstractStreamOperator<AnnotatedFeedback>
        implements OneInputStreamOperator<AnnotatedRecord, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;
    private static final long EVERY_MS = 1_000;

    private final WallClock clock;
    private transient ListState<Long> kept;
    private transient long newest;
    private transient boolean receives;

    @SuppressWarnings("NullAway.Init") // by open(), when there is a time to go on from
    private transient OriginWatermarks.Patience patience;

    private transient long resumedAt;

    public ResumedTime(WallClock clock) {
        this.clock = clock;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        newest = Long.MIN_VALUE;
        kept = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("newest", Types.LONG));
        for (long time : kept.get()) {
            newest = Math.max(newest, time);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (newest != Long.MIN_VALUE) {
            patience = clock.millis() - newest > OriginWatermarks.LIVE_MS
                    ? OriginWatermarks.BACKLOG
                    : OriginWatermarks.TAIL;
            resumedAt = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(resumedAt + patience.splitMs(), this::goOn);
        }
    }

    @Override
    public void processElement(StreamRecord<AnnotatedRecord> element) {
        receives = true;
        newest = Math.max(newest, element.getTimestamp());
        output.collect(element.replace(element.getValue().message()));
    }

    private void goOn(long now) {
        if (receives) {
            return;
        }
        boolean follows = now - resumedAt >= patience.followMs();
        output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
        output.emitWatermark(new Watermark(follows ? Math.max(newest, clock.millis() - patience.followMs()) : newest));
        if (!follows) {
            output.emitWatermarkStatus(WatermarkStatus.IDLE);
        }
        getProcessingTimeService().registerTimer(now + EVERY_MS, this::goOn);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (newest != Long.MIN_VALUE) {
            kept.update(List.of(newest));
        }
    }
}
