package io.tidewatch.job.detect.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeduplicateFunctionTest {
    private static final long HORIZON = 48 * Feed.HOUR;

    private final Feed feed = new Feed(1);
    private final AnnotatedFeedback message = feed.complaint("app.crash", "浙江", Feed.START, null);
    private KeyedOneInputStreamOperatorTestHarness<String, AnnotatedFeedback, AnnotatedFeedback> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldDropARepeatOverARestoreWhenItsIdWasSeen() throws Exception {
        open(null);
        harness.processElement(message, Feed.START);
        harness.processElement(message, Feed.START);
        assertThat(Operators.drain(harness)).containsExactly(message);
        OperatorSubtaskState seen = harness.snapshot(1, 1);
        harness.close();

        open(seen);
        harness.processElement(message, Feed.START);

        assertThat(Operators.drain(harness)).isEmpty();
    }

    @Test
    void shouldForgetAnIdWhenEventTimeHasPassedItByTheHorizon() throws Exception {
        open(null);
        harness.processElement(message, Feed.START);
        harness.processWatermark(Feed.START + HORIZON);
        harness.processElement(message, Feed.START);
        assertThat(Operators.drain(harness))
                .as("a repeat that is not yet too late")
                .containsExactly(message);

        harness.processWatermark(Feed.START + HORIZON + 1);

        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldNotCountAMessageThatIsOlderThanTheHorizon() throws Exception {
        open(null);
        harness.processWatermark(Feed.START + HORIZON);
        AnnotatedFeedback tooOld = feed.complaint("app.crash", "浙江", Feed.START - 1, null);
        AnnotatedFeedback oldest = feed.complaint("app.crash", "浙江", Feed.START, null);

        harness.processElement(tooOld, Feed.START - 1);
        harness.processElement(oldest, Feed.START);

        assertThat(Operators.drain(harness)).containsExactly(oldest);
        assertThat(Operators.stateEntries(harness)).isEqualTo(1);
    }

    @Test
    void shouldLetARecordedFileEndWithoutCallingItsLastMessagesLate() throws Exception {
        open(null);
        harness.processWatermark(Long.MAX_VALUE);

        harness.processElement(message, Feed.START);

        assertThat(Operators.drain(harness)).containsExactly(message);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = Operators.open(
                new DeduplicateFunction(HORIZON), m -> m.feedback().id(), from);
    }
}
