package io.tidewatch.job.detect.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeduplicateOperatorTest {
    private static final long HORIZON = 48 * Feed.HOUR;

    private final Feed feed = new Feed(1);
    private final AnnotatedFeedback message = feed.complaint("app.crash", "浙江", Feed.START, null);
    private TwoInputStreamOperatorTestHarness<AnnotatedFeedback, SharedId, AnnotatedFeedback> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldDropARepeatOverARestoreWhenItsIdWasSeen() throws Exception {
        open(null);
        read(message, Feed.START);
        read(message, Feed.START);
        assertThat(Operators.drain(harness)).containsExactly(message);
        OperatorSubtaskState seen = harness.snapshot(1, 1);
        harness.close();

        open(seen);
        read(message, Feed.START);

        assertThat(Operators.drain(harness)).isEmpty();
    }

    @Test
    void shouldForgetAnIdWhenEventTimeHasPassedItByTheHorizon() throws Exception {
        open(null);
        read(message, Feed.START);
        watermark(Feed.START + HORIZON);
        read(message, Feed.START);
        assertThat(Operators.drain(harness))
                .as("a repeat that is not yet too late")
                .containsExactly(message);

        watermark(Feed.START + HORIZON + 1);

        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldNotCountAMessageThatIsOlderThanTheHorizon() throws Exception {
        open(null);
        watermark(Feed.START + HORIZON);
        AnnotatedFeedback tooOld = feed.complaint("app.crash", "浙江", Feed.START - 1, null);
        AnnotatedFeedback oldest = feed.complaint("app.crash", "浙江", Feed.START, null);

        read(tooOld, Feed.START - 1);
        read(oldest, Feed.START);

        assertThat(Operators.drain(harness)).containsExactly(oldest);
        assertThat(Operators.stateEntries(harness)).isEqualTo(1);
    }

    @Test
    void shouldLetARecordedFileEndWithoutCallingItsLastMessagesLate() throws Exception {
        open(null);
        watermark(Long.MAX_VALUE);

        read(message, Feed.START);

        assertThat(Operators.drain(harness)).containsExactly(message);
    }

    private void read(AnnotatedFeedback m, long time) throws Exception {
        harness.processElement1(new StreamRecord<>(m, time));
    }

    private void watermark(long time) throws Exception {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = Operators.deduplicate(HORIZON, from);
    }
}
