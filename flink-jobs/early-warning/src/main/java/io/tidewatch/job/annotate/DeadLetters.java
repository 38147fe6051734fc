package io.tidewatch.job.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.wire.Excerpt;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the dead letter of a record: what is wrong with it, where the original lies, and its text, masked and cut. */
final class DeadLetters {
    /** Longest payload, characters. */
    static final int MAX_PAYLOAD = 2_000;

    private static final int MAX_PROBLEM = 500;
    private static final int MAX_NAME = 256;
    /** More than the longest personal datum: one cut in two at the end of the text would not be recognised. */
    private static final int MARGIN = 256;

    private static final String HIDDEN = "***";
    /** Where the text is not JSON, so that fields cannot be told apart, these are hidden wherever they stand. */
    private static final Pattern NAMED =
            Pattern.compile("(\"(?:id|order_id|name|nickname|phone|mobile|email|address|id_card"
                    + "|wechat|qq)\"\\s*:\\s*)(?:\"[^\"]{0,256}|[0-9]{1,40})");

    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s\"?#]{1,500})[?#][^\\s\"]{0,2000}");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private static final int DEEPEST = 20;
    private static final Set<String> PERSONAL = Set.of(
            "order_id",
            "name",
            "nick",
            "nickname",
            "real_name",
            "full_name",
            "phone",
            "mobile",
            "tel",
            "email",
            "mail",
            "address",
            "id_card",
            "id_no",
            "id_number",
            "passport",
            "wechat",
            "qq",
            "bank_card",
            "card_no",
            "plate",
            "姓名",
            "电话",
            "手机",
            "手机号",
            "地址",
            "身份证",
            "身份证号",
            "邮箱",
            "微信",
            "微信号",
            "车牌",
            "卡号");

    private final TextAnalysis analysis;

    DeadLetters(TextAnalysis analysis) {
        this.analysis = analysis;
    }

    /** @param now epoch milliseconds */
    DeadLetter of(RawRecord r, InvalidFeedbackException problem, long now) {
        JsonNode body = body(r);
        return new DeadLetter(
                problem.reason(),
                Excerpt.of(mask(String.valueOf(problem.getMessage())), MAX_PROBLEM),
                "annotate",
                r.topic(),
                r.partition(),
                r.offset(),
                // The broker's time where there is one: a replay then makes the same document in the same index.
                r.brokerTime() ? r.timestamp() : now,
                name(body, "id"),
                name(body, "source"),
                payload(r, body));
    }

    private static @Nullable JsonNode body(RawRecord r) {
        try {
            return Json.tree(r.value());
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable String name(@Nullable JsonNode body, String field) {
        JsonNode v = body == null ? null : body.get(field);
        return v == null || !v.isTextual() ? null : Excerpt.of(mask(Excerpt.of(v.asText(), MAX_NAME)), MAX_NAME);
    }

    private String payload(RawRecord r, @Nullable JsonNode body) {
        String text;
        if (body instanceof ObjectNode object) {
            hide(object.get("author"), "id");
            hide(object.get("customer"), "id");
            hide(object, 0);
            text = object.toString();
        } else {
            int length = Math.min(r.value().length, 4 * (MAX_PAYLOAD + MARGIN));
            text = NAMED.matcher(unescaped(new String(r.value(), 0, length, StandardCharsets.UTF_8)))
                    .replaceAll("$1\"" + HIDDEN);
        }
        text = QUERY.matcher(text).replaceAll("$1");
        if (text.length() <= MAX_PAYLOAD) {
            return Excerpt.of(mask(text), MAX_PAYLOAD);
        }
        String masked = mask(Excerpt.of(text, MAX_PAYLOAD + MARGIN));
        return Excerpt.of(masked, Math.max(0, Math.min(MAX_PAYLOAD, masked.length() - MARGIN)));
    }

    /** Hides what stands under a personal name, at any depth: what broke the format may have other fields too. */
    private static void hide(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node instanceof ObjectNode object) {
            List<String> fields = new ArrayList<>();
            object.fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                if (PERSONAL.contains(field.toLowerCase(Locale.ROOT))) {
                    hide(object, field);
                } else if (!field.equals("product")) {
                    hide(object.get(field), depth + 1);
                }
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                hide(element, depth + 1);
            }
        }
    }

    private static void hide(@Nullable JsonNode object, String field) {
        if (object instanceof ObjectNode o && o.hasNonNull(field)) {
            o.put(field, HIDDEN);
        }
    }

    /** Digits written as escapes would pass the mask unseen. */
    private static String unescaped(String text) {
        Matcher m = ESCAPE.matcher(text);
        return m.replaceAll(e -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(e.group(1), 16))));
    }

    /** What cannot be masked is not kept. */
    private String mask(String text) {
        try {
            return analysis.mask(text);
        } catch (RuntimeException | StackOverflowError e) {
            return "";
        }
    }
}
