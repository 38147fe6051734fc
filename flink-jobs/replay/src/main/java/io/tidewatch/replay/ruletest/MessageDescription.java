package io.tidewatch.replay.ruletest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.FeedbackJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What becomes of a value on its way through the analyzer: ids of people and orders are hashed, regions have one name. So
 * that a test may say {@code customer: c1} both of a message and of an alert.
 */
final class MessageDescription {
    private static final Map<String, String> FIELDS = Map.of(
            "region", "/customer",
            "city", "/customer",
            "tier", "/customer",
            "age_band", "/customer",
            "customer", "/customer",
            "author", "/author",
            "order", "",
            "thread", "");

    private final Analyzer analyzer;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    MessageDescription(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The value of a dimension as alerts have it. */
    String value(String dimension, String given) {
        return FIELDS.containsKey(dimension)
                ? known.computeIfAbsent(dimension + '\u0001' + given, k -> annotated(dimension, given))
                : given;
    }

    private String annotated(String dimension, String given) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", "test:name")
                .put("source", "test")
                .put("text", "…")
                .put("event_time", "2026-01-05T10:00:00+08:00");
        String object = FIELDS.get(dimension);
        switch (dimension) {
            case "customer", "author" -> json.withObject(object).put("id", given);
            case "order", "thread" -> json.put(dimension + "_id", given);
            default -> json.withObject(object).put(dimension, given);
        }
        try {
            return Dimensions.valueOf(
                    dimension,
                    new Row(
                            analyzer.analyze(new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT).readTree(json, "social")),
                            null,
                            null));
        } catch (InvalidFeedbackException e) {
            return given;
        }
    }
}
