package io.tidewatch.rule.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.FeedbackJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that the input events of a test stand for. */
public final class TestMessages {
    /** What a message's channel is when the test does not say. */
    static final String CHANNEL = "social";

    private static final FeedbackJson FEEDBACK = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);

    private TestMessages() {}

    /** A message that is not as received messages are. @see InvalidFeedbackException */
    static final class UnusableEventException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        UnusableEventException(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /** @return all messages in the order in which they are received; those of one instant in the order of the file */
    public static List<TestMessage> of(RuleTest test) {
        try {
            return messages(test.events(), test.start(), test.offsetMinutes());
        } catch (UnusableEventException e) {
            throw new IllegalArgumentException("not checked by the reader: " + e.getMessage(), e);
        }
    }

    private record Place(long at, int event, int n) {}

    static List<TestMessage> messages(List<InputEvent> events, long start, int offsetMinutes)
            throws UnusableEventException {
        List<Place> places = new ArrayList<>();
        for (int e = 0; e < events.size(); e++) {
            InputEvent event = events.get(e);
            for (int n = 1; n <= event.times(); n++) {
                places.add(new Place(event.at() + (n - 1) * event.every(), e, n));
            }
        }
        places.sort(Comparator.comparingLong(Place::at).thenComparingInt(Place::event));
        List<TestMessage> out = new ArrayList<>(places.size());
        Map<String, Feedback> byId = new HashMap<>();
        Feedback first = null;
        for (Place p : places) {
            InputEvent event = events.get(p.event);
            Feedback original = null;
            if (event.repostOf() != null) {
                original = event.repostOf().equals(InputEvent.FIRST) ? first : byId.get(event.repostOf());
                if (original == null) {
                    throw new UnusableEventException(
                            event.line(),
                            "repost_of: '" + event.repostOf() + "' was not said before, expected first or the id of an"
                                    + " earlier message");
                }
            }
            Feedback f = message(event, p.event, p.n, original, start, offsetMinutes);
            if (first == null) {
                first = f;
            }
            byId.putIfAbsent(f.id(), f);
            out.add(new TestMessage(start + p.at, f));
        }
        return out;
    }

    private static Feedback message(
            InputEvent event, int index, int n, @Nullable Feedback original, long start, int offsetMinutes)
            throws UnusableEventException {
        ObjectNode json = event.fields(n);
        if (!json.has("source")) {
            json.put("source", "test");
        }
        if (!json.has("id")) {
            json.put("id", "test:" + (index + 1) + "-" + n);
        }
        json.put("event_time", WireTime.print(start + event.eventTime() + (n - 1) * event.every(), offsetMinutes));
        String text = event.text(n);
        if (original != null) {
            json.put("repost_of", original.id());
            text = text == null ? original.text() : text;
        }
        if (text != null) {
            json.put("text", text);
        }
        try {
            return FEEDBACK.readTree(json, CHANNEL);
        } catch (InvalidFeedbackException e) {
            throw new UnusableEventException(event.line(), String.valueOf(e.getMessage()));
        }
    }
}
