package io.tidewatch.job.detect.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ResumedTimeTest {
    private static final long T = Feed.START;
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
            List<Long> marks = marksAfter(h, OriginWatermarks.TAIL.followMs() + 2_000);
            assertThat(marks.get(marks.size() - 1)).isEqualTo(NOW.get() - OriginWatermarks.TAIL.followMs());
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

    /** A job that had read a message of an instant, restored some time after it. */
    private OneInputStreamOperatorTestHarness<AnnotatedRecord, AnnotatedFeedback> resumed(long time, long after)
            throws Exception {
        OperatorSubtaskState state;
        try (var h = open(null, time)) {
            read(h, time);
            read(h, time - 1_000);
            state = h.snapshot(1, 1);
        }
        return open(state, time + after);
    }

    private static OneInputStreamOperatorTestHarness<AnnotatedRecord, AnnotatedFeedback> open(
            OperatorSubtaskState state, long now) throws Exception {
        var h = new OneInputStreamOperatorTestHarness<AnnotatedRecord, AnnotatedFeedback>(new ResumedTime(NOW::get));
        h.setup();
        if (state != null) {
            h.initializeState(state);
        }
        NOW.set(now);
        h.setProcessingTime(now);
        h.open();
        return h;
    }

    private void read(OneInputStreamOperatorTestHarness<AnnotatedRecord, AnnotatedFeedback> h, long time)
            throws Exception {
        h.processElement(
                new AnnotatedRecord(feed.complaint("logistics.transit_delay", "浙江", time, null), "social-0"), time);
    }

    /** Watermarks that come out while the clocks go on. */
    private static List<Long> marksAfter(
            OneInputStreamOperatorTestHarness<AnnotatedRecord, AnnotatedFeedback> h, long millis) throws Exception {
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
