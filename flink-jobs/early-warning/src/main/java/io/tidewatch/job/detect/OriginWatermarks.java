package io.tidewatch.job.detect;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Event time of one split of the annotated topic: the slowest of the origins that were mixed into it, so that a backlog
 * read from several partitions at full speed is not torn apart into late messages.
 *
 * <p>How long a silence means anything depends on whether the split is live or works off a backlog: a live origin that is
 * silent for seconds has nothing to say; in a backlog it may only have to wait for its turn. So an origin holds event time
 * for {@link Patience#originMs} after its last message; when the whole split is silent for {@link Patience#splitMs}, what
 * has been heard is all there is; after {@link Patience#followMs} event time follows the wall clock, so that open episodes
 * can end. A split that never spoke is idle; one that speaks again holds event time at once, and nothing is emitted until
 * all origins have had {@link Patience#settleMs} to be heard.
 */
final class OriginWatermarks implements WatermarkGenerator<Heard> {
    /** A split whose newest message was at most so old when it was heard is live. */
    static final long LIVE_MS = 10 * 60_000;

    static final Patience LIVE = new Patience(1_500, 5_000, 5_000, 30_000);
    static final Patience BACKLOG = new Patience(15_000, 120_000, 60_000, 120_000);

    /** How long silences are borne, milliseconds. */
    record Patience(long settleMs, long originMs, long splitMs, long followMs) {}

    private static final class Origin {
        long newest = Long.MIN_VALUE;
        long heardAt;
    }

    private final long outOfOrdernessMs;
    private final WallClock clock;
    private final Map<String, Origin> origins = new HashMap<>();
    private long newest = Long.MIN_VALUE;
    private long heardAt = Long.MIN_VALUE;
    private long speaksSince;
    private long emitted = Long.MIN_VALUE;

    OriginWatermarks(long outOfOrdernessMs, WallClock clock) {
        this.outOfOrdernessMs = outOfOrdernessMs;
        this.clock = clock;
    }

    @Override
    public void onEvent(Heard event, long time, WatermarkOutput output) {
        long now = clock.millis();
        if (heardAt == Long.MIN_VALUE || now - heardAt > patience().splitMs()) {
            output.markActive();
        }
        if (heardAt == Long.MIN_VALUE || now - heardAt > patience().followMs()) {
            speaksSince = now;
        }
        heardAt = now;
        newest = Math.max(newest, time);
        Origin o = origins.computeIfAbsent(event.origin(), k -> new Origin());
        o.newest = Math.max(o.newest, time);
        o.heardAt = now;
    }

    private Patience patience() {
        return heardAt - newest <= LIVE_MS ? LIVE : BACKLOG;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (heardAt == Long.MIN_VALUE) {
            output.markIdle();
            return;
        }
        long now = clock.millis();
        Patience patience = patience();
        if (now - heardAt > patience.followMs()) {
            emit(now - patience.followMs() - outOfOrdernessMs, output);
        } else if (now - speaksSince < patience.settleMs()) {
            output.markActive();
        } else if (now - heardAt > patience.splitMs()) {
            emit(newest, output);
            output.markIdle();
        } else {
            output.markActive();
            emit(slowest(now - patience.originMs()) - outOfOrdernessMs - 1, output);
        }
    }

    /** Newest message of the slowest origin that was heard since then. */
    private long slowest(long since) {
        long slowest = newest;
        for (Origin o : origins.values()) {
            if (o.heardAt >= since) {
                slowest = Math.min(slowest, o.newest);
            }
        }
        return slowest;
    }

    private void emit(long time, WatermarkOutput output) {
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }
}
