package io.tidewatch.job.detect.time;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event time of one split of the annotated topic: the slowest of the origins that were mixed into it, so that a backlog
 * read from several partitions at full speed is not torn apart into late messages.
 *
 * <p>How long an origin may send nothing depends on whether all origins are live or one still works off a backlog, its own
 * or what waited for annotation: a live origin without messages for seconds has none; in a backlog it may only have to wait
 * for its turn. So an origin holds event time for {@link Patience#originMs} after its last message; when the whole split is
 * idle for {@link Patience#splitMs}, what has been read is all there is. What happens then is {@link QuietTime}'s. A split
 * without any message yet is idle; one with messages again holds event time at once, and nothing is emitted until all origins
 * have had {@link Patience#settleMs} to be read.
 *
 * <p>Three origins do not hold event time as far as their messages go: one that event time has overtaken, for its messages are
 * late in any case; one whose messages are always old and that does not catch up; and one that is steadily late by minutes
 * holds it by {@value #HOLD_MS} milliseconds at most, by nothing when its messages would be late all the same. Idle time is
 * counted only while the reader reads: neither back-pressure nor a pause of the process makes an origin look idle; nor, in a
 * backlog, does a pause of all together.
 */
public final class OriginWatermarks implements WatermarkGenerator<AnnotatedRecord> {
    /** An origin whose newest message was at most so old when it was read is live. */
    static final long LIVE_MS = 10 * 60_000;

    /** An origin that is steadily late holds event time by at most so much. */
    static final long HOLD_MS = 2 * 60_000;

    /** One that is steadily later than that gains nothing by being waited for: rules allow two minutes besides. */
    static final long LATE_MS = 2 * HOLD_MS;

    /** What waited so long since it was received is a backlog of annotation. */
    private static final long WAITED_MS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(OriginWatermarks.class);

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
        /** The part of it that is not our own doing: until the message was received. */
        long ownLag;

        long waited;
        long judgedAt = Long.MIN_VALUE;
        long ownLagThen;
        boolean standsStill;

        void read(long time, long received, long wall) {
            newest = Math.max(newest, time);
            lag = wall - newest;
            waited = received == 0 ? 0 : wall - received;
            ownLag = received == 0 ? lag : Math.min(lag, received - newest);
        }

        boolean isBehind() {
            return lag > LIVE_MS || waited > WAITED_MS;
        }

        /**
         * A backlog is worked off faster than time passes; who stays behind will always be behind.
         *
         * @return true when that has just been found
         */
        boolean judge(long busy) {
            if (busy - judgedAt < BACKLOG.originMs()) {
                return false;
            }
            boolean before = standsStill;
            standsStill = ownLag > HOLD_MS && ownLagThen - ownLag < BACKLOG.originMs();
            judgedAt = busy;
            ownLagThen = ownLag;
            return standsStill && !before;
        }
    }

    private final long outOfOrdernessMs;
    private final WallClock clock;
    private final RelativeClock activity;
    private final LateOrigins late;
    private final Map<String, Origin> origins = new HashMap<>();
    private long newest = Long.MIN_VALUE;
    private long lag;
    private Instant now = new Instant(0, 0);
    private long ticked;
    private Instant lastRecordAt = Instant.NEVER;
    private Instant busySince = Instant.NEVER;
    private boolean hadBacklog;
    private long emitted = Long.MIN_VALUE;

    /**
     * @param activity stands still while the reader is held up by those after it
     * @param late is told which origins are steadily late
     */
    public OriginWatermarks(long outOfOrdernessMs, WallClock clock, RelativeClock activity, LateOrigins late) {
        this.late = late;
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
        o.read(time, event.receivedAt(), wall);
        o.lastRecordAt = now;
        if (o.judgedAt == Long.MIN_VALUE) {
            o.judgedAt = now.busy();
            o.ownLagThen = o.ownLag;
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
        origins.forEach((name, o) -> {
            boolean found = o.judge(now.busy());
            if (o.standsStill) {
                late.late(name, o.ownLag);
            } else {
                late.punctual(name);
            }
            if (found) {
                LOG.warn(
                        "origin is steadily late, nobody waits for it: origin={} lateSeconds={}",
                        name,
                        o.ownLag / 1_000);
            }
        });
        Patience patience = patience();
        if (isSettling(patience)) {
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
                slowest = Math.min(slowest, o.standsStill ? Math.max(o.newest, newest - HOLD_MS) : o.newest);
            }
        }
        return slowest;
    }

    private boolean holds(Origin o, Patience patience) {
        long idle = patience.equals(LIVE) ? now.active() - o.lastRecordAt.active() : now.busy() - o.lastRecordAt.busy();
        boolean inVain = o.standsStill ? o.ownLag > LATE_MS : o.newest < emitted;
        return !inVain && idle <= patience.originMs();
    }

    private void emit(long time, WatermarkOutput output) {
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }
}
