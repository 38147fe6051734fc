package io.tidewatch.job.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class OriginWatermarksTest {
    private static final long T = Feed.START;
    private static final long OUT_OF_ORDERNESS = 5_000;

    private final List<Long> marks = new ArrayList<>();
    private long now = T + 60_000;
    private boolean idle;
    private final OriginWatermarks generator = new OriginWatermarks(OUT_OF_ORDERNESS, () -> now);
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            marks.add(watermark.getTimestamp());
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    };

    @Test
    void shouldBeIdleUntilItSpeaks() {
        emit();

        assertThat(idle).isTrue();
        assertThat(marks).isEmpty();
    }

    @Test
    void shouldFollowTheSlowestOrigin() {
        hear("a", T + 40_000);
        hear("b", T);
        settle();
        emit();
        hear("b", T + 10_000);
        emit();

        assertThat(marks).containsExactly(T - OUT_OF_ORDERNESS - 1, T + 10_000 - OUT_OF_ORDERNESS - 1);
    }

    @Test
    void shouldSayNothingUntilAllOriginsHadTimeToSpeak() {
        hear("a", T + 40_000);
        now += OriginWatermarks.LIVE.settleMs() - 1;
        emit();
        assertThat(marks).isEmpty();

        now += 1;
        emit();

        assertThat(marks).hasSize(1);
    }

    @Test
    void shouldReleaseAnOriginThatHasBeenSilent() {
        hear("b", T);
        settle();
        now += OriginWatermarks.LIVE.originMs() - OriginWatermarks.LIVE.settleMs();
        hear("a", T + 40_000);
        emit();
        now += 1;
        emit();

        assertThat(marks).containsExactly(T - OUT_OF_ORDERNESS - 1, T + 40_000 - OUT_OF_ORDERNESS - 1);
        assertThat(idle).isFalse();
    }

    @Test
    void shouldPassItsNewestMessageAndHoldNothingBackWhenAllAreSilent() {
        hear("a", T);
        hear("b", T + 40_000);
        now += OriginWatermarks.LIVE.originMs() + 1;

        emit();

        assertThat(marks).containsExactly(T + 40_000);
        assertThat(idle).isTrue();
    }

    @Test
    void shouldFollowTheClockThroughALongSilence() {
        hear("a", T + 60_000);
        now += OriginWatermarks.LIVE.followMs() + 1;
        emit();
        now += 10_000;
        emit();

        long first = T + 60_000 + 1 - OUT_OF_ORDERNESS;
        assertThat(marks).containsExactly(first, first + 10_000);
    }

    @Test
    void shouldNeverGoBack() {
        hear("a", T + 60_000);
        now += OriginWatermarks.LIVE.followMs() + 30_000;
        emit();
        long followed = marks.get(0);

        hear("b", T);
        settle();
        emit();
        hear("b", T + 20_000);
        emit();

        assertThat(marks).containsExactly(followed);
    }

    @Test
    void shouldHoldTimeAgainAsSoonAsItSpeaks() {
        hear("a", T + 60_000);
        now += OriginWatermarks.LIVE.followMs();
        emit();
        assertThat(idle).isTrue();

        hear("a", T + 59_000);
        emit();

        assertThat(idle).describedAs("its next messages must not be overtaken").isFalse();
    }

    @Test
    void shouldSettleAgainAfterALongSilence() {
        hear("a", T + 60_000);
        now += OriginWatermarks.LIVE.followMs() + 1;
        hear("a", T + 200_000);
        emit();
        assertThat(marks).isEmpty();

        settle();
        emit();

        assertThat(marks).containsExactly(T + 200_000 - OUT_OF_ORDERNESS - 1);
    }

    @Test
    void shouldWaitLongerForAnOriginOfABacklog() {
        long old = T - 24 * 3_600_000L;
        hear("a", old + 40_000);
        hear("b", old);
        now += OriginWatermarks.BACKLOG.settleMs();
        hear("a", old + 90_000);
        emit();

        assertThat(marks).containsExactly(old - OUT_OF_ORDERNESS - 1);
    }

    @Test
    void shouldNotFollowTheClockSoonWhenABacklogPauses() {
        long old = T - 24 * 3_600_000L;
        hear("a", old);
        now += OriginWatermarks.LIVE.followMs() + 1;
        emit();

        assertThat(marks).containsExactly(old - OUT_OF_ORDERNESS - 1);
    }

    @Test
    void shouldNotRunAheadOfTheSlowestOriginWhenABacklogIsHeldUp() {
        long old = T - 72 * 3_600_000L;
        hear("slow", old);
        hear("fast", old + 48 * 3_600_000L);
        now += 30_000;
        emit();

        assertThat(marks).containsExactly(old - OUT_OF_ORDERNESS - 1);
    }

    private void hear(String origin, long time) {
        generator.onEvent(new Heard(null, origin), time, output);
    }

    private void settle() {
        now += OriginWatermarks.LIVE.settleMs();
    }

    private void emit() {
        generator.onPeriodicEmit(output);
    }
}
