package io.tidewatch.job.detect.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldCopiesFunctionTest {
    private static final long T = Feed.START;
    private static final long SIMHASH = 0x0f0f_0f0f_0f0f_0f0fL;

    private final Feed feed = new Feed(1);
    private KeyedOneInputStreamOperatorTestHarness<String, AnnotatedFeedback, CountedMessage> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldCallTheEarliestTheOriginalWhateverTheOrderOfArrival() throws Exception {
        AnnotatedFeedback first = copy(T, SIMHASH);
        AnnotatedFeedback sameTime = copy(T, SIMHASH);
        AnnotatedFeedback later = copy(T + 1_000, SIMHASH);
        for (List<AnnotatedFeedback> order :
                List.of(List.of(first, sameTime, later), List.of(later, sameTime, first))) {
            open(null);
            read(order);

            harness.processWatermark(T + 2_000);

            assertThat(Operators.drain(harness))
                    .containsExactly(
                            new CountedMessage(first, true),
                            new CountedMessage(sameTime, false),
                            new CountedMessage(later, false));
            harness.close();
        }
    }

    @Test
    void shouldFoldThreeBitsAndNotFour() throws Exception {
        open(null);
        read(List.of(copy(T, SIMHASH), copy(T + 1, SIMHASH ^ 0b111), copy(T + 2, SIMHASH ^ 0b1111)));

        harness.processWatermark(T + 2);

        assertThat(Operators.drain(harness))
                .extracting(CountedMessage::original)
                .containsExactly(true, false, true);
    }

    @Test
    void shouldNeverCallARepostAnOriginalNorFoldShortTexts() throws Exception {
        open(null);
        AnnotatedFeedback repost = feed.complaint("app.crash", "浙江", T, "weibo:1");
        AnnotatedFeedback little = with(feed.complaint("app.crash", "浙江", T, null), SIMHASH, false);
        AnnotatedFeedback again = with(feed.complaint("app.crash", "浙江", T, null), SIMHASH, false);

        read(List.of(repost, little, again));

        assertThat(Operators.drain(harness))
                .extracting(CountedMessage::original)
                .containsExactly(false, true, true);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldCallACopyAnOriginalAgainAfterADay() throws Exception {
        open(null);
        read(List.of(copy(T, SIMHASH), copy(T + Feed.DAY - 1, SIMHASH), copy(T + Feed.DAY, SIMHASH)));

        harness.processWatermark(T + Feed.DAY);

        assertThat(Operators.drain(harness))
                .extracting(CountedMessage::original)
                .containsExactly(true, false, true);
    }

    @Test
    void shouldKnowNoMoreThanABoundedNumberOfTextsUnderOneKey() throws Exception {
        open(null);
        for (int i = 0; i < 600; i++) {
            read(List.of(copy(T + i, StableHash.fast("" + i))));
        }
        read(List.of(copy(T + 700, StableHash.fast("0")), copy(T + 701, StableHash.fast("599"))));

        harness.processWatermark(T + Feed.HOUR);

        List<CountedMessage> out = Operators.drain(harness);
        assertThat(out.get(600).original()).as("the first is forgotten").isTrue();
        assertThat(out.get(601).original()).as("the last is known").isFalse();
    }

    @Test
    void shouldForgetAClusterWhenItsDayIsOver() throws Exception {
        open(null);
        read(List.of(copy(T, SIMHASH)));

        harness.processWatermark(T + Feed.DAY);

        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldGoOnWithWaitingMessagesAndClustersWhenRestored() throws Exception {
        open(null);
        AnnotatedFeedback original = copy(T, SIMHASH);
        AnnotatedFeedback waiting = copy(T + 5_000, SIMHASH);
        read(List.of(original, waiting));
        harness.processWatermark(T + 1_000);
        assertThat(Operators.drain(harness)).containsExactly(new CountedMessage(original, true));
        OperatorSubtaskState middle = harness.snapshot(1, 1);
        harness.close();

        open(middle);
        AnnotatedFeedback late = copy(T + 2_000, SIMHASH);
        read(List.of(late));
        harness.processWatermark(T + 10_000);

        assertThat(Operators.drain(harness))
                .containsExactly(new CountedMessage(late, false), new CountedMessage(waiting, false));
    }

    @Test
    void shouldJudgeALateMessageAtOnce() throws Exception {
        open(null);
        read(List.of(copy(T, SIMHASH)));
        harness.processWatermark(T + 60_000);
        AnnotatedFeedback late = copy(T - 5_000, SIMHASH);

        read(List.of(late));

        assertThat(Operators.drain(harness)).endsWith(new CountedMessage(late, false));
    }

    private void read(List<AnnotatedFeedback> messages) throws Exception {
        for (AnnotatedFeedback m : messages) {
            harness.processElement(m, m.feedback().eventTime());
        }
    }

    private AnnotatedFeedback copy(long time, long simhash) {
        return with(feed.complaint("app.crash", "浙江", time, null), simhash, true);
    }

    private static AnnotatedFeedback with(AnnotatedFeedback m, long simhash, boolean foldable) {
        return m.toBuilder()
                .contentHash("c")
                .voiceKey("voice")
                .simhash(simhash)
                .foldable(foldable)
                .receivedAt(0)
                .annotatedAt(0)
                .noise(null)
                .build();
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = Operators.open(new FoldCopiesFunction(Feed.DAY), FoldCopiesFunction::keyOf, from);
    }
}
