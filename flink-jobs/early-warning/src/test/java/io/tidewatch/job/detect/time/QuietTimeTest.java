package io.tidewatch.job.detect.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class QuietTimeTest {
    private static final long T = Feed.START;
    private static final long OUT_OF_ORDERNESS = 5_000;
    private static final AtomicLong NOW = new AtomicLong();

    private final Feed feed = new Feed(1);

    @Test
    void shouldLetTimePassWhatWasReadBeforeARestartWithoutNewMessages() throws Exception {
        try (var h = resumed(T, 60_000)) {
            assertThat(marksAfter(h, OriginWatermarks.TAIL.splitMs() - 1)).isEmpty();
            assertThat(marksAfter(h, 1)).containsExactly(T);
        }
    }

    @Test
    void shouldFollowTheWallClockWhenNothingComesForLong() throws Exception {
        try (var h = resumed(T, 60_000)) {
            List<Long> marks = marksAfter(h, OriginWatermarks.TAIL.followMs() + 12_000);
            assertThat(marks.get(marks.size() - 1))
                    .isEqualTo(NOW.get() - OriginWatermarks.TAIL.followMs() - OUT_OF_ORDERNESS);
        }
    }

    @Test
    void shouldWaitLongerInsideABacklog() throws Exception {
        try (var h = resumed(T, 3 * 86_400_000L)) {
            assertThat(marksAfter(h, OriginWatermarks.BACKLOG.splitMs() - 1)).isEmpty();
            assertThat(marksAfter(h, 1)).containsExactly(T);
        }
    }

    @Test
    void shouldLeaveTimeToTheSourceOnceAMessageComes() throws Exception {
        try (var h = resumed(T, 60_000)) {
            read(h, T + 5_000);
            assertThat(marksAfter(h, 200_000)).isEmpty();
        }
    }

    @Test
    void shouldSayNothingInAFreshJob() throws Exception {
        try (var h = open(null, T)) {
            assertThat(marksAfter(h, 200_000)).isEmpty();
        }
    }

    @Test
    void shouldFollowTheWallClockInALullWhileAnnotationLives() throws Exception {
        try (var h = open(null, T)) {
            beat(h);
            read(h, T);
            h.processWatermarkStatus1(WatermarkStatus.IDLE);
            for (int i = 0; i < 20; i++) {
                marksAfter(h, 5_000);
                beat(h);
            }
            List<Long> marks = marksAfter(h, 2_000);
            assertThat(marks.get(marks.size() - 1))
                    .isEqualTo(NOW.get() - OriginWatermarks.LIVE.followMs() - OUT_OF_ORDERNESS);
        }
    }

    @Test
    void shouldLetTimePassWhenTheFirstMessageComesToASourceThatWasIdleFromTheBeginning() throws Exception {
        try (var h = open(null, T)) {
            beat(h);
            h.processWatermarkStatus1(WatermarkStatus.IDLE);
            marksAfter(h, 5_000);
            read(h, T);
            for (int i = 0; i < 20; i++) {
                marksAfter(h, 5_000);
                beat(h);
            }
            assertThat(marksAfter(h, 2_000)).isNotEmpty();
        }
    }

    @Test
    void shouldBelieveAHeartbeatWhoseClockWasSetBack() throws Exception {
        try (var h = open(null, T)) {
            beat(h);
            read(h, T);
            h.processWatermarkStatus1(WatermarkStatus.IDLE);
            for (int i = 0; i < 20; i++) {
                marksAfter(h, 5_000);
                h.processElement2(new StreamRecord<>(NOW.get() - Feed.HOUR));
            }
            assertThat(marksAfter(h, 2_000)).isNotEmpty();
        }
    }

    @Test
    void shouldStandStillWhileAnnotationIsAwayAndHoldOthersToo() throws Exception {
        try (var h = open(null, T)) {
            beat(h);
            read(h, T);
            h.processWatermark1(new Watermark(T));
            h.processWatermarkStatus1(WatermarkStatus.IDLE);
            h.getOutput().clear();

            List<Long> marks = marksAfter(h, 12 * 60_000);

            assertThat(marks).isEmpty();
            assertThat(h.getOutput()).endsWith(WatermarkStatus.ACTIVE);
        }
    }

    @Test
    void shouldWaitForWhatWaitedWhenAnnotationIsBack() throws Exception {
        try (var h = open(null, T)) {
            beat(h);
            read(h, T);
            h.processWatermark1(new Watermark(T));
            h.processWatermarkStatus1(WatermarkStatus.IDLE);
            marksAfter(h, 12 * 60_000);
            beat(h);
            assertThat(marksAfter(h, OriginWatermarks.TAIL.splitMs() - 1_000)).isEmpty();

            h.processWatermarkStatus1(WatermarkStatus.ACTIVE);
            read(h, T + 1_000);
            h.processWatermark1(new Watermark(T + 1_000));

            assertThat(marksAfter(h, 60_000)).isEmpty();
            assertThat(h.getOutput().stream().filter(Watermark.class::isInstance))
                    .isEmpty();
        }
    }

    @Test
    void shouldStandStillTwiceAndOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (var h = open(null, T)) {
            beat(h);
            read(h, T);
            h.processWatermarkStatus1(WatermarkStatus.IDLE);
            marksAfter(h, 60_000);
            beat(h);
            marksAfter(h, 60_000);
            state = h.snapshot(1, 1);
        }
        try (var h = open(state, NOW.get() + 60_000)) {
            assertThat(marksAfter(h, 10 * 60_000)).allMatch(m -> m <= T);
        }
    }

    private static void beat(TwoInputStreamOperatorTestHarness<AnnotatedRecord, Long, AnnotatedFeedback> h)
            throws Exception {
        h.processElement2(new StreamRecord<>(NOW.get()));
    }

    /** A job that had read a message of an instant, restored some time after it. */
    private TwoInputStreamOperatorTestHarness<AnnotatedRecord, Long, AnnotatedFeedback> resumed(long time, long after)
            throws Exception {
        OperatorSubtaskState state;
        try (var h = open(null, time)) {
            read(h, time);
            read(h, time - 1_000);
            state = h.snapshot(1, 1);
        }
        return open(state, time + after);
    }

    private static TwoInputStreamOperatorTestHarness<AnnotatedRecord, Long, AnnotatedFeedback> open(
            OperatorSubtaskState state, long now) throws Exception {
        var h = new TwoInputStreamOperatorTestHarness<AnnotatedRecord, Long, AnnotatedFeedback>(
                new QuietTime(OUT_OF_ORDERNESS, NOW::get));
        h.setup();
        if (state != null) {
            h.initializeState(state);
        }
        NOW.set(now);
        h.setProcessingTime(now);
        h.open();
        return h;
    }

    private void read(TwoInputStreamOperatorTestHarness<AnnotatedRecord, Long, AnnotatedFeedback> h, long time)
            throws Exception {
        h.processElement1(new StreamRecord<>(
                new AnnotatedRecord(feed.complaint("logistics.transit_delay", "浙江", time, null), "social-0"), time));
    }

    /** Watermarks that come out while the clocks go on. */
    private static List<Long> marksAfter(
            TwoInputStreamOperatorTestHarness<AnnotatedRecord, Long, AnnotatedFeedback> h, long millis)
            throws Exception {
        h.getOutput().clear();
        for (long end = NOW.get() + millis; NOW.get() < end; ) {
            h.setProcessingTime(NOW.addAndGet(Math.min(1_000, end - NOW.get())));
        }
        return h.getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(w -> ((Watermark) w).getTimestamp())
                .toList();
    }
}
