package io.tidewatch.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.wire.FeedbackJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages for tests, and the packaged analyzer. */
public final class MessageFixtures {
    public static final Analyzer ANALYZER =
            Analyzer.of(TaxonomyFiles.packaged(), "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageFixtures() {}

    public static AnnotatedFeedback analyze(String text) {
        return ANALYZER.analyze(post(text, Author.UNKNOWN));
    }

    /**
     * A message as it arrives.
     *
     * @param fields a JSON object of what is known of it besides
     */
    static AnnotatedFeedback analyze(String text, String fields) throws IOException, InvalidFeedbackException {
        ObjectNode message = JSON.createObjectNode()
                .put("id", "weibo:1")
                .put("source", "weibo")
                .put("channel", "social")
                .put("event_time", "2026-11-11T20:01:05+08:00")
                .put("text", text);
        message.setAll((ObjectNode) JSON.readTree(fields));
        return ANALYZER.analyze(
                new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT).read(JSON.writeValueAsBytes(message), "social"));
    }

    static Feedback post(String text, Author author) {
        return Feedback.builder("weibo:1", "weibo", 1_794_312_065_000L)
                .channel("social")
                .text(text)
                .visibility(Visibility.PUBLIC)
                .author(author)
                .build();
    }

    /** Each opinion as {@code issue label}, with an exclamation mark when it is a complaint. */
    public static List<String> opinions(String text) {
        return analyze(text).opinions().stream().map(MessageFixtures::show).toList();
    }

    static String show(Opinion o) {
        return o.issue() + " " + o.label().wire() + (o.complaint() ? "!" : "");
    }
}
