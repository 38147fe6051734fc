package io.tidewatch.job.detect.time;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of one split of the annotated topic: the slowest of the origins that were mixed into it, so that a backlog
 * read from several partitions at full speed is not torn apart into late messages.
 *
 * <p>How long an origin may send nothing depends on whether all origins are live or one still works off a backlog:
 * a live origin without messages for seconds has none; in a backlog it may only have to wait for its turn. So an
 * origin holds event time for {@link Patience#originMs} after its last message; when the whole split is idle for
 * {@link Patience#splitMs}, what has been read is all there is; after {@link Patience#followMs} event time follows the
 * wall clock, so that open episodes can end. A split without any message yet is idle; one with messages again holds
 * event time at once, and nothing is emitted until all origins have had {@link Patience#settleMs} to be read.
 *
 * <p>Two origins hold nothing: one that event time has overtaken, for its messages are late in any case, and one whose
 * messages are always old and that does not catch up. Idle time is counted only while the reader reads: neither
 * back-pressure nor a pause of the process makes an origin look idle; nor, in a backlog, does a pause of all together.
 */
public final class OriginWatermarks implements WatermarkGenerator<AnnotatedRecord> {
    /** An origin whose newest message was at most so old when it was read is live. */
    static final long LIVE_MS = 10 * 60_000;

    /** Every origin is live. */
    static final Patience LIVE = new Patience(1_500, 5_000, 5_000, 30_000);
    /** Some are live already: those with little to say are through their backlog first. */
    static final Patience TAIL = new Patience(15_000, 20_000, 15_000, 60_000);
    /** None is live. */
    static final Patience BACKLOG = new Patience(15_000, 120_000, 60_000, 120_000);

    /** A split with a message within so long is busy. */
    private static final long BUSY_MS = 2_000;

    /** Longest step of the clock that counts as idle time; more is a reader that was held up. */
    private static final long MAX_STEP_MS = 1_000;

    /** How long idle times are tolerated, milliseconds. */
    record Patience(long settleMs, long originMs, long splitMs, long followMs) {}

    /**
     * An instant on both clocks.
     *
     * @param active time for which the reader has read, milliseconds
     * @param busy the part of it in which anything was read
     */
    private record Instant(long active, long busy) {
        static final Instant NEVER = new Instant(Long.MIN_VALUE, Long.MIN_VALUE);

        boolean isNever() {
            return active == Long.MIN_VALUE;
        }
    }

    private static final class Origin {
        long newest = Long.MIN_VALUE;
        Instant lastRecordAt = Instant.NEVER;
        long lag;
        long lagAt = Long.MIN_VALUE;
        long lagThen;
        boolean standsStill;

        boolean isBehind() {
            return lag > LIVE_MS;
        }

        /** A backlog is worked off faster than time passes; who stays behind will always be behind. */
        void judge(long busy) {
            if (busy - lagAt >= BACKLOG.originMs()) {
                standsStill = isBehind() && lagThen - lag < BACKLOG.originMs();
                lagAt = busy;
                lagThen = lag;
            }
        }
    }

    private final long outOfOrdernessMs;
    private final WallClock clock;
    private final RelativeClock activity;
    private final Map<String, Origin> origins = new HashMap<>();
    private long newest = Long.MIN_VALUE;
    private long lag;
    private Instant now = new Instant(0, 0);
    private long ticked;
    private Instant lastRecordAt = Instant.NEVER;
    private Instant busySince = Instant.NEVER;
    private boolean hadBacklog;
    private long emitted = Long.MIN_VALUE;

    /** @param activity stands still while the reader is held up by those after it */
    public OriginWatermarks(long outOfOrdernessMs, WallClock clock, RelativeClock activity) {
        this.outOfOrdernessMs = outOfOrdernessMs;
        this.clock = clock;
        this.activity = activity;
        this.ticked = activity.relativeTimeMillis();
    }

    @Override
    public void onEvent(AnnotatedRecord event, long time, WatermarkOutput output) {
        boolean first = lastRecordAt.isNever();
        if (first || idleMs() > LIVE.splitMs()) {
            output.markActive();
        }
        if (first || idleMs() > LIVE.followMs() && idleMs() > patience().followMs()) {
            busySince = now;
            hadBacklog = false;
        }
        lastRecordAt = now;
        long wall = clock.millis();
        newest = Math.max(newest, time);
        lag = wall - newest;
        Origin o = origins.computeIfAbsent(event.origin(), k -> new Origin());
        o.newest = Math.max(o.newest, time);
        o.lastRecordAt = now;
        o.lag = wall - o.newest;
        if (o.lagAt == Long.MIN_VALUE) {
            o.lagAt = now.busy();
            o.lagThen = o.lag;
        }
        hadBacklog |= o.isBehind();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        tick();
        if (lastRecordAt.isNever()) {
            output.markIdle();
            return;
        }
        origins.values().forEach(o -> o.judge(now.busy()));
        Patience patience = patience();
        if (idleMs() > patience.followMs()) {
            emit(clock.millis() - patience.followMs() - outOfOrdernessMs, output);
        } else if (isSettling(patience)) {
            output.markActive();
        } else if (idleMs() > patience.splitMs()) {
            emit(newest, output);
            output.markIdle();
        } else {
            output.markActive();
            emit(slowest(patience) - outOfOrdernessMs - 1, output);
        }
    }

    private void tick() {
        long time = activity.relativeTimeMillis();
        long step = Math.min(time - ticked, MAX_STEP_MS);
        boolean reading = !lastRecordAt.isNever() && idleMs() <= BUSY_MS;
        now = new Instant(now.active() + step, now.busy() + (reading ? step : 0));
        ticked = time;
    }

    /** How long the whole split has been idle, milliseconds. */
    private long idleMs() {
        return now.active() - lastRecordAt.active();
    }

    private boolean isSettling(Patience patience) {
        if (!hadBacklog) {
            return now.active() - busySince.active() < patience.settleMs();
        }
        // one that is through its backlog says nothing of those that were not read yet
        Patience backlog = patience.equals(LIVE) ? TAIL : patience;
        return now.busy() - busySince.busy() < backlog.settleMs() && idleMs() <= backlog.splitMs();
    }

    private Patience patience() {
        Patience backlog = lag > LIVE_MS ? BACKLOG : TAIL;
        for (Origin o : origins.values()) {
            if (o.isBehind() && holds(o, backlog)) {
                return backlog;
            }
        }
        return LIVE;
    }

    /** Newest message of the slowest origin that holds event time. */
    private long slowest(Patience patience) {
        long slowest = newest;
        for (Origin o : origins.values()) {
            if (holds(o, patience)) {
                slowest = Math.min(slowest, o.newest);
            }
        }
        return slowest;
    }

    private boolean holds(Origin o, Patience patience) {
        long idle = patience.equals(LIVE) ? now.active() - o.lastRecordAt.active() : now.busy() - o.lastRecordAt.busy();
        return o.newest >= emitted && !o.standsStill && idle <= patience.originMs();
    }

    private void emit(long time, WatermarkOutput output) {
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }
}
