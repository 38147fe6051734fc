package io.tidewatch.job.detect.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.Feed;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class OriginWatermarksTest {
    private static final long T = Feed.START;
    private static final long HOUR = 3_600_000;
    private static final long OLD = T - 72 * HOUR;
    private static final long OUT_OF_ORDERNESS = 5_000;
    private static final long TICK = 200;

    private final List<Long> marks = new ArrayList<>();
    private long now = T + 60_000;
    private long heldUp;
    private boolean idle;
    private final OriginWatermarks generator = new OriginWatermarks(
            OUT_OF_ORDERNESS,
            () -> now,
            new RelativeClock() {
                @Override
                public long relativeTimeMillis() {
                    return now - heldUp;
                }

                @Override
                public long relativeTimeNanos() {
                    return relativeTimeMillis() * 1_000_000;
                }
            },
            new LateOrigins());
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
    void shouldBeIdleUntilItsFirstMessage() {
        pass(1_000);

        assertThat(idle).isTrue();
        assertThat(marks).isEmpty();
    }

    @Test
    void shouldFollowTheSlowestOrigin() {
        read("a", T + 40_000);
        read("b", T);
        settle();
        read("b", T + 10_000);
        pass(TICK);

        assertThat(marks).containsExactly(held(T), held(T + 10_000));
    }

    @Test
    void shouldEmitNoWatermarkUntilAllOriginsHadTimeToBeRead() {
        read("a", T + 40_000);
        pass(OriginWatermarks.LIVE.settleMs() - 1);
        assertThat(marks).isEmpty();

        pass(1);

        assertThat(marks).hasSize(1);
    }

    @Test
    void shouldReleaseAnOriginThatIsIdle() {
        read("b", T);
        pass(OriginWatermarks.LIVE.originMs());
        read("a", T + 40_000);
        pass(1);

        assertThat(marks).containsExactly(held(T), held(T + 40_000));
        assertThat(idle).isFalse();
    }

    @Test
    void shouldPassItsNewestMessageAndHoldNothingBackWhenAllAreIdle() {
        read("a", T);
        read("b", T + 40_000);
        pass(OriginWatermarks.LIVE.originMs() + 1);

        assertThat(marks).containsExactly(held(T), T + 40_000);
        assertThat(idle).isTrue();
    }

    @Test
    void shouldNotFollowTheClockByItself() {
        read("a", T + 60_000);
        pass(OriginWatermarks.LIVE.followMs() + OUT_OF_ORDERNESS + 10_000);

        assertThat(last()).isEqualTo(T + 60_000);
        assertThat(idle).isTrue();
    }

    @Test
    void shouldNeverGoBack() {
        read("a", T + 60_000);
        pass(OriginWatermarks.LIVE.followMs() + 30_000);
        long before = last();

        read("b", T);
        settle();
        read("b", T + 20_000);
        pass(TICK);

        assertThat(last()).isEqualTo(before);
    }

    @Test
    void shouldHoldTimeAgainAsSoonAsAMessageComes() {
        read("a", T + 60_000);
        pass(OriginWatermarks.LIVE.followMs());
        assertThat(idle).isTrue();

        read("a", T + 59_000);

        assertThat(idle).describedAs("its next messages must not be overtaken").isFalse();
    }

    @Test
    void shouldSettleAgainAfterALongIdleTime() {
        read("a", T + 60_000);
        pass(OriginWatermarks.LIVE.followMs() + 1);
        long before = last();
        read("a", T + 200_000);
        pass(TICK);
        assertThat(last()).isEqualTo(before);

        settle();

        assertThat(last()).isEqualTo(held(T + 200_000));
    }

    @Test
    void shouldWaitLongerForAnOriginOfABacklog() {
        read("b", OLD);
        readFor("a", OLD + 40_000, OriginWatermarks.BACKLOG.originMs() - 1_000);

        assertThat(marks).containsExactly(held(OLD));
    }

    @Test
    void shouldNotFollowTheClockSoonWhenABacklogPauses() {
        readFor("a", OLD, OriginWatermarks.BACKLOG.settleMs());
        pass(OriginWatermarks.LIVE.followMs() + TICK);

        assertThat(marks).containsExactly(held(OLD));
    }

    @Test
    void shouldNotRunAheadOfTheSlowestOriginWhenABacklogIsHeldUp() {
        read("slow", OLD);
        readFor("fast", OLD + 48 * HOUR, 15_000);
        pass(30_000);
        readFor("fast", OLD + 48 * HOUR, 30_000);

        assertThat(marks).containsExactly(held(OLD));
    }

    @Test
    void shouldNotCountAPauseOfAllAgainstOneThatWaitsForItsTurn() {
        read("little", now);
        read("much", OLD);
        readFor("more", OLD + HOUR, OriginWatermarks.TAIL.settleMs());
        pass(OriginWatermarks.TAIL.splitMs() - 2_000);
        readFor("more", OLD + HOUR, 1_000);

        assertThat(marks).containsExactly(held(OLD));
    }

    @Test
    void shouldWaitForABacklogAlthoughAnOriginWithLittleToSayIsThroughItsOwn() {
        read("little", OLD);
        read("little", now);
        read("much", OLD);
        for (int turn = 1; turn <= 5; turn++) {
            readFor("more", OLD + 6 * HOUR, OriginWatermarks.TAIL.originMs() - 1_000);
            read("much", OLD + turn * HOUR);
        }
        pass(TICK);

        assertThat(last()).isEqualTo(held(OLD + 5 * HOUR));
    }

    @Test
    void shouldSettleAsForABacklogWhenTheFirstThatIsReadIsAlreadyThrough() {
        read("little", OLD);
        read("little", now);
        readFor("little", now, OriginWatermarks.TAIL.settleMs() - 1_000);
        assertThat(marks).isEmpty();
        read("much", OLD);
        readFor("little", now, 2_000);

        assertThat(marks).containsExactly(held(OLD));
    }

    @Test
    void shouldEndABacklogWhenNothingMoreComes() {
        read("ended early", OLD);
        read("a", now);
        long newest = now;
        pass(OriginWatermarks.TAIL.splitMs() + TICK);

        assertThat(last()).isEqualTo(newest);
        assertThat(idle).isTrue();
    }

    @Test
    void shouldNotWaitForAnOriginWhoseMessagesAreAlwaysOld() {
        for (long passed = 0; passed <= OriginWatermarks.BACKLOG.originMs() + TICK; passed += 1_000) {
            read("reviews", now - 24 * HOUR);
            read("a", now);
            pass(1_000);
        }

        assertThat(last()).isGreaterThan(now - OriginWatermarks.LIVE_MS);
    }

    @Test
    void shouldNotBeHeldUpAgainByAnOriginThatTimeHasOvertaken() {
        read("a", now);
        settle();
        long before = last();
        for (int i = 0; i < 20; i++) {
            read("returned", now - 24 * HOUR);
            read("a", now);
            pass(1_000);
        }

        assertThat(last()).isGreaterThanOrEqualTo(before + 19_000);
    }

    @Test
    void shouldWaitForAnOriginWhoseMessagesAllWaitedForAnnotation() {
        long away = T + 60_000;
        now = away + 5 * 60_000;
        read("a", away, away);
        for (int i = 0; i < 20; i++) {
            read("a", away + i * 5_000L, away + i * 5_000L);
            pass(500);
        }
        read("b", away + 1_000, away + 1_000);
        pass(TICK);

        assertThat(marks).as("b only had to wait for its turn").allMatch(m -> m < away + 1_000);
    }

    @Test
    void shouldWaitTwoMinutesAtMostForOneThatIsSteadilyLateByThree() {
        for (int i = 0; i < 300; i++) {
            read("a", now);
            read("late", now - 3 * 60_000);
            pass(1_000);
        }

        assertThat(now - last()).isBetween(110_000L, 130_000L);
    }

    @Test
    void shouldNotTakeAReaderThatIsHeldUpForIdle() {
        read("b", T);
        settle();
        now += 60_000;
        read("a", T + 40_000);
        pass(TICK);
        assertThat(last()).describedAs("the process stood still").isEqualTo(held(T));

        heldUp += 4_000;
        pass(4_000);

        assertThat(last()).describedAs("held up by those after it").isEqualTo(held(T));
    }

    private static long held(long newest) {
        return newest - OUT_OF_ORDERNESS - 1;
    }

    private long last() {
        return marks.get(marks.size() - 1);
    }

    private void read(String origin, long time) {
        read(origin, time, 0);
    }

    private void read(String origin, long time, long received) {
        generator.onEvent(
                new AnnotatedRecord(
                        AnnotatedFeedback.builder(
                                        Feedback.builder("1", "s", time).build())
                                .receivedAt(received)
                                .build(),
                        origin),
                time,
                output);
    }

    /** Reads a message of one event time every second for so long. */
    private void readFor(String origin, long time, long ms) {
        for (long passed = 0; passed < ms; passed += 1_000) {
            read(origin, time);
            pass(Math.min(1_000, ms - passed));
        }
    }

    private void settle() {
        pass(OriginWatermarks.LIVE.settleMs());
    }

    /** As time passes in a job: in ticks. */
    private void pass(long ms) {
        long until = now + ms;
        while (now < until) {
            now = Math.min(until, now + TICK);
            generator.onPeriodicEmit(output);
        }
    }
}
