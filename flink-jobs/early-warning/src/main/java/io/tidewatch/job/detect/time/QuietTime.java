package io.tidewatch.job.detect.time;

import io.tidewatch.feedback.AnnotatedFeedback;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event time while no message comes: it follows the wall clock as long as annotation lives, and stands still while annotation
 * is away, because then nothing is known of what is said. So our own absence is no silence of the customers: no bin closes, no
 * source is missed, no episode ends, and what waited is read at its own time when annotation is back.
 *
 * <p>Annotation lives when its last heartbeat (second input: the time it bears, epoch milliseconds) is not older than {@link
 * #AWAY_MS}. Where it has never sent any, nothing is known of it, and it is taken to live. Quiet is when the source is idle, and
 * after a restore until the first message. Quiet time counts while annotation lives: after {@link
 * OriginWatermarks.Patience#splitMs} what had been read is all there was; after {@link OriginWatermarks.Patience#followMs} event
 * time follows the wall clock at that distance.
 *
 * <p>Kept: the newest event time read, for what was read before a restart waits in state for a watermark, while the source's
 * {@link OriginWatermarks} begin anew; and the newest heartbeat.
 */
public final class QuietTime extends AbstractStreamOperator<AnnotatedFeedback>
        implements TwoInputStreamOperator<AnnotatedRecord, Long, AnnotatedFeedback> {
    /** Without a heartbeat for so long, annotation is away, milliseconds. */
    static final long AWAY_MS = 20_000;

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(QuietTime.class);
    private static final long EVERY_MS = 1_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final long outOfOrdernessMs;
    private final WallClock clock;
    private transient ListState<Long> keptNewest;
    private transient ListState<Long> keptBeat;
    private transient long newest;
    private transient long newestBeat;
    /** When that came, processing time; after a restore: when the job began. */
    private transient long beatAt;

    private transient boolean receives;
    private transient boolean sourceIsIdle;
    private transient boolean away;

    private transient OriginWatermarks.@Nullable Patience patience;

    private transient long quietMs;
    private transient long lookedAt;
    private transient long emitted;
    private transient boolean idle;

    /** @param outOfOrdernessMs how long the source waits for stragglers */
    public QuietTime(long outOfOrdernessMs, WallClock clock) {
        this.outOfOrdernessMs = outOfOrdernessMs;
        this.clock = clock;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        keptNewest = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("newest", Types.LONG));
        keptBeat = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("beat", Types.LONG));
        newest = newestOf(keptNewest);
        newestBeat = newestOf(keptBeat);
    }

    private static long newestOf(ListState<Long> kept) throws Exception {
        long newest = NEVER;
        for (long time : kept.get()) {
            newest = Math.max(newest, time);
        }
        return newest;
    }

    @Override
    public void open() throws Exception {
        super.open();
        emitted = NEVER;
        lookedAt = getProcessingTimeService().getCurrentProcessingTime();
        beatAt = lookedAt;
        if (newest != NEVER) {
            patience = isOld(newest) ? OriginWatermarks.BACKLOG : OriginWatermarks.TAIL;
        }
        getProcessingTimeService().registerTimer(lookedAt + EVERY_MS, this::look);
    }

    private boolean isOld(long time) {
        return clock.millis() - time > OriginWatermarks.LIVE_MS;
    }

    @Override
    public void processElement1(StreamRecord<AnnotatedRecord> element) {
        receives = true;
        quietMs = 0;
        newest = Math.max(newest, element.getTimestamp());
        output.collect(element.replace(element.getValue().message()));
    }

    @Override
    public void processElement2(StreamRecord<Long> beat) {
        // whatever its clock says, it lives
        newestBeat = Math.max(newestBeat, beat.getValue());
        beatAt = getProcessingTimeService().getCurrentProcessingTime();
    }

    @Override
    public void processWatermark1(Watermark mark) {
        emit(mark.getTimestamp());
    }

    @Override
    public void processWatermark2(Watermark mark) {
        // heartbeats have no event time
    }

    /** @param input 0 for the source; heartbeats, 1, never hold event time */
    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) {
        if (input != 0) {
            return;
        }
        sourceIsIdle = status.isIdle();
        quietMs = 0;
        if (sourceIsIdle && receives) {
            patience = isOld(newest) ? OriginWatermarks.BACKLOG : OriginWatermarks.LIVE;
            quietMs = patience.splitMs();
        }
        status(!sourceIsIdle || away);
    }

    private void look(long now) {
        long step = Math.min(now - lookedAt, EVERY_MS);
        lookedAt = now;
        getProcessingTimeService().registerTimer(now + EVERY_MS, this::look);
        notice(newestBeat != NEVER && now - beatAt > AWAY_MS);
        if (away || receives && !sourceIsIdle || newest == NEVER) {
            return;
        }
        if (patience == null) {
            // idle from its beginning, and a message came since
            patience = isOld(newest) ? OriginWatermarks.BACKLOG : OriginWatermarks.LIVE;
        }
        quietMs += step;
        if (quietMs >= patience.followMs()) {
            status(true);
            emit(Math.max(newest, clock.millis() - patience.followMs() - outOfOrdernessMs));
        } else if (quietMs >= patience.splitMs()) {
            status(true);
            emit(newest);
            status(false);
        }
    }

    private void notice(boolean isAway) {
        if (isAway == away) {
            return;
        }
        away = isAway;
        quietMs = 0;
        // those that read from elsewhere wait too: nobody is read from
        status(true);
        if (away) {
            LOG.warn("annotation is away, event time stands still: lastHeartbeat={}", newestBeat);
        } else {
            LOG.info("annotation is back: awayMs={}", beatAt - newestBeat);
            patience = isOld(Math.max(newest, emitted)) ? OriginWatermarks.BACKLOG : OriginWatermarks.TAIL;
        }
    }

    private void status(boolean active) {
        if (active == idle) {
            idle = !active;
            output.emitWatermarkStatus(active ? WatermarkStatus.ACTIVE : WatermarkStatus.IDLE);
        }
    }

    private void emit(long time) {
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (newest != NEVER) {
            keptNewest.update(List.of(newest));
        }
        if (newestBeat != NEVER) {
            keptBeat.update(List.of(newestBeat));
        }
    }
}
