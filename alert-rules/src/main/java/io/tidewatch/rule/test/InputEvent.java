package io.tidewatch.rule.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that come one after the other.
 *
 * @param line where it stands in its file, from 1
 * @param at when the first one comes, milliseconds since the start
 * @param every milliseconds between two
 * @param times how many
 * @param eventTime event time of the first one, milliseconds since the start; likewise every so often
 * @param texts taken in turn; empty for reposts, which repeat what they repost, and for messages that have only a score
 * @param repostOf id of the message that is passed on, {@link #FIRST} for the first one of the test; null: its own words
 * @param fields the message as received, without id, time and text; {@code {{n}}} stands for the number of the message
 */
public record InputEvent(
        int line,
        long at,
        long every,
        int times,
        long eventTime,
        List<String> texts,
        @Nullable String repostOf,
        JsonNode fields) {
    public static final String FIRST = "first";

    private static final String NUMBER = "{{n}}";

    /** @param n number of the message, from 1 */
    public ObjectNode fields(int n) {
        return (ObjectNode) numbered(fields.deepCopy(), n);
    }

    /**
     * Null for messages without words of their own.
     *
     * @param n number of the message, from 1
     */
    public @Nullable String text(int n) {
        return texts.isEmpty() ? null : numbered(texts.get((n - 1) % texts.size()), n);
    }

    private static String numbered(String text, int n) {
        return text.replace(NUMBER, Integer.toString(n));
    }

    private static JsonNode numbered(JsonNode node, int n) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> e : object.properties()) {
                e.setValue(numbered(e.getValue(), n));
            }
            return object;
        }
        return node.isTextual() ? TextNode.valueOf(numbered(node.asText(), n)) : node;
    }
}
