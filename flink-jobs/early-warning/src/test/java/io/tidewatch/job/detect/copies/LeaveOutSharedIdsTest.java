package io.tidewatch.job.detect.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.shared.IdField;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaveOutSharedIdsTest {
    private static final long T = Feed.START;
    private static final long HOUR = Feed.HOUR;

    private final Feed feed = new Feed(1).from("shop");
    private final String author = "desk";
    private TwoInputStreamOperatorTestHarness<AnnotatedFeedback, SharedId, AnnotatedFeedback> h;

    @AfterEach
    void close() throws Exception {
        h.close();
    }

    @Test
    void shouldPassAMessageAtOnceWhereBothInputsAreEquallyFar() throws Exception {
        open(null);
        say(T);
        assertThat(authors()).containsExactly(author);

        both(T + HOUR);
        say(T + 2 * HOUR);

        assertThat(authors()).containsExactly(author);
    }

    @Test
    void shouldLeaveOutWhatWasFoundBeforeTheMessageCame() throws Exception {
        open(null);
        both(T);
        h.processWatermark1(new Watermark(T + HOUR));
        say(T + 2 * HOUR);
        assertThat(authors()).as("what is found by then is not known").isEmpty();

        find(T + HOUR, SharedId.OPEN);
        h.processWatermark2(new Watermark(T + HOUR));

        assertThat(h.getOutput()).last().isInstanceOf(Watermark.class);
        assertThat(authors()).containsExactly((String) null);
    }

    @Test
    void shouldNotLeaveOutWhatIsFoundLater() throws Exception {
        open(null);
        both(T);
        h.processWatermark1(new Watermark(T + HOUR));
        say(T + 2 * HOUR);
        h.processWatermark1(new Watermark(T + 2 * HOUR));
        say(T + 2 * HOUR);
        find(T + 2 * HOUR, SharedId.OPEN);

        h.processWatermark2(new Watermark(T + 3 * HOUR));

        assertThat(authors()).containsExactly(author, null);
    }

    @Test
    void shouldPassLateMessagesWithoutTheIdToo() throws Exception {
        open(null);
        find(T, SharedId.OPEN);
        both(T + HOUR);

        say(T - HOUR);

        assertThat(authors()).containsExactly((String) null);
    }

    @Test
    void shouldForgetASpanThatIsOver() throws Exception {
        open(null);
        find(T, SharedId.OPEN);
        find(T, T + HOUR);
        both(T + HOUR - 1);
        say(T + HOUR);
        both(T + HOUR);
        say(T + HOUR);
        both(T + 2 * HOUR);
        OperatorSubtaskState later = h.snapshot(1, 1);
        assertThat(authors()).containsExactly(null, author);
        h.close();

        open(later);
        h.processWatermark1(new Watermark(T + HOUR - 1));
        h.processWatermark2(new Watermark(T + HOUR - 1));
        say(T + HOUR);

        assertThat(authors()).containsExactly(author);
    }

    @Test
    void shouldGoOnWithWhatWaitsAndWhatIsKnownWhenRestored() throws Exception {
        open(null);
        both(T);
        h.processWatermark1(new Watermark(T + HOUR));
        say(T + 2 * HOUR);
        find(T + HOUR, SharedId.OPEN);
        OperatorSubtaskState middle = h.snapshot(1, 1);
        assertThat(authors()).isEmpty();
        h.close();

        open(middle);
        say(T + 3 * HOUR);
        assertThat(authors()).as("before the first watermark").containsExactly((String) null);
        both(T + HOUR);

        assertThat(authors()).containsExactly((String) null);
    }

    private void say(long time) throws Exception {
        AnnotatedFeedback m = feed.complaint("app.crash", "浙江", T, null);
        Author desk = new Author(author, AuthorRole.CUSTOMER, null, 0, Verification.NONE);
        h.processElement1(new StreamRecord<>(
                m.toBuilder()
                        .feedback(m.feedback().toBuilder().author(desk).build())
                        .build(),
                time));
    }

    private void find(long from, long until) throws Exception {
        h.processElement2(
                new StreamRecord<>(new SharedId("shop", IdField.AUTHOR, author, from, until, from, 200, 300), from));
    }

    private void both(long time) throws Exception {
        h.processWatermark1(new Watermark(time));
        h.processWatermark2(new Watermark(time));
    }

    private List<String> authors() {
        List<String> authors = new ArrayList<>();
        Operators.drain(h).forEach(m -> authors.add(m.feedback().author().id()));
        return authors;
    }

    private void open(OperatorSubtaskState from) throws Exception {
        h = Operators.deduplicate(48 * HOUR, from);
    }
}
