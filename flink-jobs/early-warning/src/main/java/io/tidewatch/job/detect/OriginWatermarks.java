package io.tidewatch.job.detect;

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
 * <p>How long a silence means anything depends on whether all origins are live or one of them still works off a backlog:
 * a live origin that is silent for seconds has nothing to say; in a backlog it may only have to wait for its turn. So an
 * origin holds event time for {@link Patience#originMs} after its last message; when the whole split is silent for
 * {@link Patience#splitMs}, what has been heard is all there is; after {@link Patience#followMs} event time follows the
 * wall clock, so that open episodes can end. A split that never spoke is idle; one that speaks again holds event time at
 * once, and nothing is emitted until all origins have had {@link Patience#settleMs} to be heard.
 *
 * <p>Two origins hold nothing: one that event time has overtaken, for what it says is late in any case, and one that
 * always speaks of long ago and does not catch up. Silence is counted only while the reader reads: neither back-pressure
 * nor a pause of the process makes an origin look silent.
 */
final class OriginWatermarks implements WatermarkGenerator<Heard> {
    /** An origin whose newest message was at most so old when it was heard is live. */
    static final long LIVE_MS = 10 * 60_000;

    /** Every origin is live. */
    static final Patience LIVE = new Patience(1_500, 5_000, 5_000, 30_000);
    /** Some are live already: those with little to say are through their backlog first. */
    static final Patience TAIL = new Patience(15_000, 120_000, 15_000, 60_000);
    /** None is live. */
    static final Patience BACKLOG = new Patience(15_000, 120_000, 60_000, 120_000);

    /** Longest step of the clock that counts as silence; more is a reader that was held up. */
    private static final long LONGEST_STEP_MS = 1_000;

    /** How long silences are borne, milliseconds. */
    record Patience(long settleMs, long originMs, long splitMs, long followMs) {}

    private static final class Origin {
        long newest = Long.MIN_VALUE;
        long heardAt;
        long lag;
        long lagAt = Long.MIN_VALUE;
        long lagThen;
        boolean standsStill;

        boolean isBehind() {
            return lag > LIVE_MS;
        }

        /** A backlog is worked off faster than time passes; who stays behind will always be behind. */
        void judge(long at) {
            if (at - lagAt >= BACKLOG.originMs()) {
                standsStill = isBehind() && lagThen - lag < BACKLOG.originMs();
                lagAt = at;
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
    /** Time for which the reader has read, milliseconds. */
    private long active;

    private long ticked;
    private long heardAt = Long.MIN_VALUE;
    private long speaksSince;
    private boolean spokeOfLongAgo;
    private long emitted = Long.MIN_VALUE;

    /** @param activity stands still while the reader is held up by those after it */
    OriginWatermarks(long outOfOrdernessMs, WallClock clock, RelativeClock activity) {
        this.outOfOrdernessMs = outOfOrdernessMs;
        this.clock = clock;
        this.activity = activity;
        this.ticked = activity.relativeTimeMillis();
    }

    @Override
    public void onEvent(Heard event, long time, WatermarkOutput output) {
        Patience patience = patience();
        if (heardAt == Long.MIN_VALUE || active - heardAt > patience.splitMs()) {
            output.markActive();
        }
        if (heardAt == Long.MIN_VALUE || active - heardAt > patience.followMs()) {
            speaksSince = active;
            spokeOfLongAgo = false;
        }
        heardAt = active;
        long now = clock.millis();
        newest = Math.max(newest, time);
        lag = now - newest;
        Origin o = origins.computeIfAbsent(event.origin(), k -> new Origin());
        o.newest = Math.max(o.newest, time);
        o.heardAt = active;
        o.lag = now - o.newest;
        if (o.lagAt == Long.MIN_VALUE) {
            o.lagAt = active;
            o.lagThen = o.lag;
        }
        spokeOfLongAgo |= o.isBehind();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long tick = activity.relativeTimeMillis();
        active += Math.min(tick - ticked, LONGEST_STEP_MS);
        ticked = tick;
        if (heardAt == Long.MIN_VALUE) {
            output.markIdle();
            return;
        }
        origins.values().forEach(o -> o.judge(active));
        Patience patience = patience();
        if (active - heardAt > patience.followMs()) {
            emit(clock.millis() - patience.followMs() - outOfOrdernessMs, output);
        } else if (active - speaksSince < (spokeOfLongAgo ? BACKLOG : LIVE).settleMs()) {
            output.markActive();
        } else if (active - heardAt > patience.splitMs()) {
            emit(newest, output);
            output.markIdle();
        } else {
            output.markActive();
            emit(slowest(patience.originMs()) - outOfOrdernessMs - 1, output);
        }
    }

    private Patience patience() {
        for (Origin o : origins.values()) {
            if (o.isBehind() && holds(o, BACKLOG.originMs())) {
                return lag > LIVE_MS ? BACKLOG : TAIL;
            }
        }
        return LIVE;
    }

    /** Newest message of the slowest origin that holds event time. */
    private long slowest(long originMs) {
        long slowest = newest;
        for (Origin o : origins.values()) {
            if (holds(o, originMs)) {
                slowest = Math.min(slowest, o.newest);
            }
        }
        return slowest;
    }

    private boolean holds(Origin o, long originMs) {
        return o.newest >= emitted && !o.standsStill && active - o.heardAt <= originMs;
    }

    private void emit(long time, WatermarkOutput output) {
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }
}
