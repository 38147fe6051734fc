package io.tidewatch.job.detect.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.Feed;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HeardTimeTest {
    private static final long T = Feed.START;
    private static final long HORIZON = 48 * Feed.HOUR;

    private int n;

    @Test
    void shouldMeasureALateSourceWhenItIsHeardAndKeepWhenItWasSaid() throws Exception {
        try (var h = open(null, Map.of())) {
            h.processWatermark(T);
            StreamRecord<AnnotatedFeedback> heard = pass(h, "hotline", T - 4 * Feed.HOUR, T - 1_000, 0);

            assertThat(heard.getTimestamp()).isEqualTo(T - 1_000);
            assertThat(heard.getValue().feedback().eventTime()).isEqualTo(T - 1_000);
            assertThat(heard.getValue().saidTime()).isEqualTo(T - 4 * Feed.HOUR);
            assertThat(heard.getValue().delay()).isEqualTo(4 * Feed.HOUR - 1_000);
        }
    }

    @Test
    void shouldLeaveAPunctualSourceAndItsOneLateMessage() throws Exception {
        try (var h = open(null, Map.of())) {
            h.processWatermark(T);
            pass(h, "weibo", T + 1_000, T + 2_000, 0);

            assertThat(pass(h, "weibo", T - 4 * Feed.HOUR, T + 2_000, 0)
                            .getValue()
                            .isHeardLate())
                    .isFalse();
        }
    }

    @Test
    void shouldFindNothingLateInAHistoryThatIsLoadedNow() throws Exception {
        long now = T + 72 * Feed.HOUR;
        try (var h = open(null, Map.of())) {
            assertThat(pass(h, "weibo", T, now, 0).getValue().isHeardLate())
                    .as("before event time has come anywhere")
                    .isFalse();
            for (long time = T; time < T + Feed.HOUR; time += Feed.MINUTE) {
                h.processWatermark(time - 5_000);
                assertThat(pass(h, "weibo", time, now, 0).getValue().isHeardLate())
                        .isFalse();
            }
        }
    }

    @Test
    void shouldBelieveTheDoorAlsoInAHistory() throws Exception {
        try (var h = open(null, Map.of())) {
            StreamRecord<AnnotatedFeedback> heard = pass(h, "hotline", T, 0, T + 5 * Feed.HOUR);

            assertThat(heard.getTimestamp()).isEqualTo(T + 5 * Feed.HOUR);
        }
    }

    @Test
    void shouldNotCountWhatWasSaidBeforeTheHorizon() throws Exception {
        try (var h = open(null, Map.of())) {
            h.processWatermark(T);

            assertThat(pass(h, "survey", T - HORIZON - 1_000, T, 0).getTimestamp())
                    .isEqualTo(T - HORIZON - 1_000);
        }
    }

    @Test
    void shouldGoByWhatIsGiven() throws Exception {
        try (var h = open(null, Map.of("hotline", 0L, "desk", Feed.HOUR))) {
            h.processWatermark(T);

            assertThat(pass(h, "hotline", T - 4 * Feed.HOUR, T, 0).getValue().isHeardLate())
                    .isFalse();
            assertThat(pass(h, "desk", T + 1_000, T + 1_000, 0).getValue().isHeardLate())
                    .isFalse();
            assertThat(pass(h, "desk", T - Feed.MINUTE, T, 0).getValue().isHeardLate())
                    .isTrue();
        }
    }

    @Test
    void shouldRememberOverARestore() throws Exception {
        OperatorSubtaskState state;
        try (var h = open(null, Map.of())) {
            h.processWatermark(T);
            for (int i = 0; i < 20; i++) {
                pass(h, "hotline", T - 4 * Feed.HOUR, T, 0);
            }
            state = h.snapshot(1, 1);
        }
        try (var h = open(state, Map.of())) {
            h.processWatermark(T + Feed.HOUR);
            pass(h, "hotline", T + 2 * Feed.HOUR, T + 2 * Feed.HOUR, 0);

            assertThat(pass(h, "hotline", T - 4 * Feed.HOUR, T + Feed.HOUR, 0)
                            .getValue()
                            .isHeardLate())
                    .isTrue();
        }
    }

    @Test
    void shouldLetHeartbeatsPass() throws Exception {
        try (var h = open(null, Map.of())) {
            h.processWatermark(T);
            h.processElement(Feed.heartbeat("hotline", T - 4 * Feed.HOUR), T - 4 * Feed.HOUR);

            assertThat(h.extractOutputStreamRecords().get(0).getTimestamp()).isEqualTo(T - 4 * Feed.HOUR);
        }
    }

    private StreamRecord<AnnotatedFeedback> pass(
            OneInputStreamOperatorTestHarness<AnnotatedFeedback, AnnotatedFeedback> h,
            String source,
            long said,
            long received,
            long heardAt)
            throws Exception {
        h.processElement(
                AnnotatedFeedback.builder(Feedback.builder("m" + n++, source, said)
                                .heardAt(heardAt)
                                .build())
                        .receivedAt(received)
                        .build(),
                said);
        StreamRecord<? extends AnnotatedFeedback> last = null;
        for (StreamRecord<? extends AnnotatedFeedback> r : h.extractOutputStreamRecords()) {
            last = r;
        }
        return new StreamRecord<>(last.getValue(), last.getTimestamp());
    }

    private static OneInputStreamOperatorTestHarness<AnnotatedFeedback, AnnotatedFeedback> open(
            OperatorSubtaskState state, Map<String, Long> given) throws Exception {
        var h = new OneInputStreamOperatorTestHarness<AnnotatedFeedback, AnnotatedFeedback>(
                new HeardTime(given, HORIZON));
        h.setup();
        if (state != null) {
            h.initializeState(state);
        }
        h.open();
        return h;
    }
}
