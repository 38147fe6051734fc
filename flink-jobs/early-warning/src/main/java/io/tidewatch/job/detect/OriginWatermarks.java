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
 * <p>An origin that has been silent for {@value #ORIGIN_IDLE_MS} ms holds nothing back. A split that never spoke is idle.
 * When a whole split has been silent for half a minute it follows the wall clock, so that the last messages before a
 * silence are evaluated and open episodes can end. A split that speaks again holds event time at once. Nothing is emitted in the first {@value #SETTLE_MS} ms after a silence,
 * until all origins have been heard.
 */
final class OriginWatermarks implements WatermarkGenerator<Heard> {
    static final long ORIGIN_IDLE_MS = 5_000;
    static final long SPLIT_IDLE_MS = 30_000;
    static final long SETTLE_MS = 1_500;

    private static final class Origin {
        long newest = Long.MIN_VALUE;
        long heardAt;
    }

    private final long outOfOrdernessMs;
    private final WallClock clock;
    private final Map<String, Origin> origins = new HashMap<>();
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
        if (heardAt == Long.MIN_VALUE || now - heardAt > SPLIT_IDLE_MS) {
            speaksSince = now;
        }
        heardAt = now;
        Origin o = origins.computeIfAbsent(event.origin(), k -> new Origin());
        o.newest = Math.max(o.newest, time);
        o.heardAt = now;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = clock.millis();
        if (heardAt == Long.MIN_VALUE) {
            output.markIdle();
            return;
        }
        if (now - heardAt > SPLIT_IDLE_MS) {
            emit(now - SPLIT_IDLE_MS - outOfOrdernessMs, output);
            return;
        }
        if (now - speaksSince < SETTLE_MS) {
            output.markActive();
            return;
        }
        long slowest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (Origin o : origins.values()) {
            newest = Math.max(newest, o.newest);
            if (now - o.heardAt <= ORIGIN_IDLE_MS) {
                slowest = Math.min(slowest, o.newest);
            }
        }
        if (slowest != Long.MAX_VALUE) {
            output.markActive();
            emit(slowest - outOfOrdernessMs - 1, output);
        } else {
            // silent for longer than stragglers take: what has been heard is all there is
            emit(newest, output);
            output.markIdle();
        }
    }

    private void emit(long time, WatermarkOutput output) {
        if (time > emitted) {
            emitted = time;
            output.emitWatermark(new Watermark(time));
        }
    }
}
