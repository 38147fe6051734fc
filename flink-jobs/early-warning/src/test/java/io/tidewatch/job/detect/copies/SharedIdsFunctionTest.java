package io.tidewatch.job.detect.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.shared.IdField;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.time.EvaluationSpan;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What {@link CountIdsOperator} sends, and what {@link SharedIdsFunction} makes of it. */
class SharedIdsFunctionTest {
    private static final long T = Feed.START;

    private final Feed feed = new Feed(1).from("shop");
    private int n;

    @Test
    void shouldSendASlotOnceWithTheWatermarkThatPassesIt() throws Exception {
        try (var count = new OneInputStreamOperatorTestHarness<>(new CountIdsOperator())) {
            count.open();
            send(count, T + 1_000, 3);
            send(count, T + Feed.MINUTE + 1, 1);
            count.processWatermark(T + Feed.MINUTE - 1);
            assertThat(count.extractOutputValues()).isEmpty();

            count.processWatermark(T + Feed.MINUTE);
            assertThat(count.extractOutputValues()).extracting(IdActivity::slot).containsExactly(T + Feed.MINUTE);
            assertThat(count.getOutput().toArray()[1])
                    .as("before the watermark")
                    .isInstanceOf(StreamRecord.class);

            send(count, T + 5_000, 1);
            count.prepareSnapshotPreBarrier(1);
            assertThat(count.extractOutputValues())
                    .as("a late one where it came, and nothing is left for the checkpoint")
                    .extracting(IdActivity::slot)
                    .containsExactly(T + Feed.MINUTE, T + 2 * Feed.MINUTE);
        }
    }

    @Test
    void shouldFindAnIdOfManyAcrossARestoreAndForgetIt() throws Exception {
        OperatorSubtaskState middle;
        try (var h = open(new EvaluationSpan(true, Long.MAX_VALUE), null)) {
            pass(h, activity(T + 1_000, 150));
            h.processWatermark(T + Feed.MINUTE);
            pass(h, activity(T + Feed.MINUTE + 1_000, 30));
            assertThat(h.extractOutputValues()).isEmpty();
            middle = h.snapshot(1, 1);
        }

        try (var h = open(new EvaluationSpan(true, Long.MAX_VALUE), middle)) {
            pass(h, activity(T + Feed.MINUTE + 2_000, 20));
            h.processWatermark(T + 2 * Feed.MINUTE);
            assertThat(Operators.drain(h))
                    .containsExactly(new SharedId(
                            "shop",
                            IdField.AUTHOR,
                            "desk",
                            T + 2 * Feed.MINUTE,
                            SharedId.OPEN,
                            T + 2 * Feed.MINUTE,
                            200,
                            200));

            h.processWatermark(T + 30 * Feed.HOUR);
            List<SharedId> later = Operators.drain(h);
            assertThat(later).hasSize(25);
            assertThat(later.get(24).until()).isEqualTo(T + 25 * Feed.HOUR);
            assertThat(Operators.stateEntries(h)).isZero();
            assertThat(h.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void shouldLookAtNothingAfterTheInputHasEnded() throws Exception {
        try (var h = open(new EvaluationSpan(false, T + Feed.MINUTE), null)) {
            pass(h, activity(T + Feed.MINUTE + 1_000, 400));

            h.processWatermark(Long.MAX_VALUE);

            assertThat(h.extractOutputValues()).isEmpty();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, IdActivity, SharedId> open(
            EvaluationSpan span, OperatorSubtaskState from) throws Exception {
        return Operators.open(new SharedIdsFunction(span), IdActivity::source, from);
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, IdActivity, SharedId> h, List<IdActivity> activity)
            throws Exception {
        for (IdActivity a : activity) {
            h.processElement(a, a.slot());
        }
    }

    private List<IdActivity> activity(long time, int messages) throws Exception {
        try (var count = new OneInputStreamOperatorTestHarness<>(new CountIdsOperator())) {
            count.open();
            send(count, time, messages);
            count.processWatermark(Long.MAX_VALUE);
            return new ArrayList<>(count.extractOutputValues());
        }
    }

    private void send(OneInputStreamOperatorTestHarness<AnnotatedFeedback, IdActivity> count, long time, int messages)
            throws Exception {
        for (int i = 0; i < messages; i++) {
            AnnotatedFeedback m = feed.complaint("app.crash", "浙江", time, null);
            count.processElement(
                    m.toBuilder()
                            .feedback(m.feedback().toBuilder()
                                    .author(new Author("desk", AuthorRole.CUSTOMER, null, 0, Verification.NONE))
                                    .customer(new Customer("buyer" + n++, "unknown", "浙江", null, null))
                                    .build())
                            .build(),
                    time);
        }
    }
}
