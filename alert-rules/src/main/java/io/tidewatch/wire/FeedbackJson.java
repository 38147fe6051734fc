package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.feedback.Media;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.time.WireTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Feedback as received: reads it strictly where it matters, fills defaults, writes it back. */
public final class FeedbackJson {
    /** Default limit of {@code text}, in characters. */
    public static final int DEFAULT_MAX_TEXT = 20_000;

    /** Largest record of any topic, request or line of a file, in bytes. */
    public static final int MAX_RECORD_BYTES = 6 * 1024 * 1024;

    /** So much of a value that is wrong is quoted, UTF-16 units. */
    private static final int MAX_SHOWN = 60;

    private static final int MAX_FIELD = 2_048;

    /** Only to say which field is not finite: nothing is taken from what it reads. */
    private static final ObjectReader NON_FINITE = Json.MAPPER.reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private final int maxText;

    public FeedbackJson(int maxText) {
        this.maxText = maxText;
    }

    /**
     * @param utf8 one JSON object
     * @param defaultChannel the channel that the topic stands for
     * @throws InvalidFeedbackException naming field, value and what was expected
     */
    public Feedback read(byte[] utf8, String defaultChannel) throws InvalidFeedbackException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidFeedbackException(
                    "invalid_utf8", "record: not valid UTF-8, expected one JSON object in UTF-8");
        }
        return read(text, defaultChannel);
    }

    /**
     * @throws InvalidFeedbackException naming field, value and what was expected
     */
    public Feedback read(String json, String defaultChannel) throws InvalidFeedbackException {
        JsonNode n;
        try {
            n = Json.tree(json);
        } catch (IOException e) {
            throw notJson(json, defaultChannel, e);
        }
        if (n == null || !n.isObject()) {
            throw new InvalidFeedbackException("malformed_json", "record: expected one JSON object");
        }
        return readTree(n, defaultChannel);
    }

    /** Names the field that a record stops being JSON in; of one that would be JSON but for NaN or Infinity, also what is expected there. */
    private InvalidFeedbackException notJson(String json, String defaultChannel, IOException e) {
        try {
            JsonNode n = NON_FINITE.readTree(json);
            if (n != null && n.isObject()) {
                readTree(n, defaultChannel);
            }
        } catch (InvalidFeedbackException named) {
            return named;
        } catch (IOException other) {
            // not JSON for another reason, then
        }
        String field = Json.brokenAt(json);
        return new InvalidFeedbackException(
                "malformed_json",
                "record: not JSON" + (field.isEmpty() ? "" : " in " + shown(field)) + ", expected one JSON object: "
                        + firstLine(e));
    }

    /**
     * @param n one JSON object, already parsed
     * @throws InvalidFeedbackException naming field, value and what was expected
     */
    public Feedback readTree(JsonNode n, String defaultChannel) throws InvalidFeedbackException {
        String op = oneOf(n, "op", Feedback.OPS, "create");
        String source = required(n, "source");
        // A heartbeat is of its source and needs no id of its own.
        String id = op.equals("heartbeat") && !n.hasNonNull("id") ? "heartbeat:" + source : required(n, "id");
        OffsetDateTime eventTime = time("event_time", required(n, "event_time"));
        String opTimeText = text(n, "op_time");
        long opTime = opTimeText == null ? 0 : millis(time("op_time", opTimeText));
        String heardAtText = text(n, "heard_at");
        long heardAt = heardAtText == null ? 0 : millis(time("heard_at", heardAtText));
        Double rating = number(n, "rating", 0, 1);
        Double csat = number(n, "csat", 0, 1);
        Double nps = number(n, "nps", 0, 10);
        String text = body(n, op, rating != null || csat != null || nps != null);
        String channel = text(n, "channel");
        String known = channel == null ? defaultChannel : channel.toLowerCase(Locale.ROOT);
        boolean unknown =
                !Feedback.CHANNELS.contains(known) || n.path("channel_unknown").asBoolean();
        return Feedback.builder(id, source, millis(eventTime))
                .channel(unknown ? "other" : known)
                .channelUnknown(unknown)
                .op(op)
                .eventOffset(eventTime.getOffset().getTotalSeconds() / 60)
                .opTime(opTime)
                .heardAt(heardAt)
                .text(text)
                .title(text(n, "title"))
                .lang(text(n, "lang"))
                .url(text(n, "url"))
                .visibility(Visibility.of(oneOf(n, "visibility", Visibility.words(), "internal"))
                        .orElseThrow())
                .touchpoint(text(n, "touchpoint"))
                .author(author(object(n, "author")))
                .customer(customer(object(n, "customer")))
                .product(product(object(n, "product")))
                .orderId(text(n, "order_id"))
                .threadId(text(n, "thread_id"))
                .parentId(text(n, "parent_id"))
                .repostOf(text(n, "repost_of"))
                .engagement(engagement(object(n, "engagement")))
                .rating(rating)
                .csat(csat)
                .nps(nps)
                .dims(dims(object(n, "dims")))
                .media(media(object(n, "media")))
                .link(text(n, "link"))
                .build();
    }

    private String body(JsonNode n, String op, boolean scored) throws InvalidFeedbackException {
        JsonNode v = n.get("text");
        if (v == null || v.isNull()) {
            if (scored || !op.equals("create")) {
                return "";
            }
            throw new InvalidFeedbackException(
                    "missing_field",
                    "text: missing, expected a string (it may be empty when rating, csat or nps is there)");
        }
        if (!v.isTextual()) {
            throw wrongType("text", v, "a string");
        }
        String text = v.asText();
        if (text.length() > maxText) {
            throw new InvalidFeedbackException(
                    "text_too_long", "text: " + text.length() + " characters, expected at most " + maxText);
        }
        loneSurrogate("text", text);
        if (text.isBlank() && !scored && op.equals("create")) {
            throw new InvalidFeedbackException(
                    "missing_field", "text: empty, expected words (it may be empty when rating, csat or nps is there)");
        }
        return text;
    }

    private Author author(@Nullable JsonNode n) throws InvalidFeedbackException {
        return n == null
                ? Author.UNKNOWN
                : new Author(
                        text(n, "id"),
                        AuthorRole.of(oneOf(n, "role", AuthorRole.words(), "customer"))
                                .orElseThrow(),
                        text(n, "name"),
                        count(n, "followers"),
                        Verification.of(oneOf(n, "verified", Verification.words(), "none"))
                                .orElseThrow());
    }

    private static Customer customer(@Nullable JsonNode n) throws InvalidFeedbackException {
        return n == null
                ? Customer.UNKNOWN
                : new Customer(
                        text(n, "id"),
                        orUnknown(text(n, "tier")),
                        orUnknown(text(n, "region")),
                        text(n, "city"),
                        text(n, "age_band"));
    }

    private static Product product(@Nullable JsonNode n) throws InvalidFeedbackException {
        return n == null
                ? Product.NONE
                : new Product(text(n, "brand"), text(n, "name"), text(n, "version"), text(n, "batch"));
    }

    private static Engagement engagement(@Nullable JsonNode n) throws InvalidFeedbackException {
        return n == null
                ? Engagement.NONE
                : new Engagement(count(n, "reposts"), count(n, "comments"), count(n, "likes"));
    }

    /** Empty ones are missing; long ones are cut. Which are declared is known to whoever annotates. */
    private static Map<String, String> dims(@Nullable JsonNode n) throws InvalidFeedbackException {
        Map<String, String> out = new TreeMap<>();
        if (n != null) {
            for (Iterator<String> names = n.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                JsonNode v = n.get(name);
                if (v.isContainerNode()) {
                    throw wrongType("dims." + shown(name), v, "a string");
                }
                String value = v.isNull() ? "" : v.asText().strip();
                if (!value.isEmpty()) {
                    loneSurrogate("dims." + shown(name), value);
                    out.put(name, cut(value));
                }
            }
        }
        return out;
    }

    private static String cut(String value) {
        return value.codePointCount(0, value.length()) <= Feedback.MAX_DIMENSION
                ? value
                : value.substring(0, value.offsetByCodePoints(0, Feedback.MAX_DIMENSION));
    }

    private static Media media(@Nullable JsonNode n) throws InvalidFeedbackException {
        return n == null
                ? Media.NONE
                : new Media((int) Math.min(count(n, "images"), Integer.MAX_VALUE), (int)
                        Math.min(count(n, "videos"), Integer.MAX_VALUE));
    }

    private static String orUnknown(@Nullable String value) {
        return value == null || value.isBlank() ? "unknown" : value;
    }

    private static String required(JsonNode n, String field) throws InvalidFeedbackException {
        String v = text(n, field);
        if (v == null || v.isBlank()) {
            throw new InvalidFeedbackException("missing_field", field + ": missing, expected a string");
        }
        return v;
    }

    private static @Nullable String text(JsonNode n, String field) throws InvalidFeedbackException {
        JsonNode v = n.get(field);
        if (v == null || v.isNull()) {
            return null;
        }
        if (v.isContainerNode()) {
            throw wrongType(field, v, "a string");
        }
        String s = v.asText();
        if (s.length() > MAX_FIELD) {
            throw new InvalidFeedbackException(
                    "field_too_long", field + ": " + s.length() + " characters, expected at most " + MAX_FIELD);
        }
        loneSurrogate(field, s);
        return s;
    }

    private static String oneOf(JsonNode n, String field, Set<String> allowed, String fallback)
            throws InvalidFeedbackException {
        String v = text(n, field);
        if (v == null || v.isBlank()) {
            return fallback;
        }
        String lower = v.toLowerCase(Locale.ROOT);
        if (!allowed.contains(lower)) {
            throw new InvalidFeedbackException(
                    "invalid_value",
                    field + ": '" + shown(v) + "', expected one of " + new java.util.TreeSet<>(allowed));
        }
        return lower;
    }

    private static @Nullable JsonNode object(JsonNode n, String field) throws InvalidFeedbackException {
        JsonNode v = n.get(field);
        if (v == null || v.isNull()) {
            return null;
        }
        if (!v.isObject()) {
            throw wrongType(field, v, "an object");
        }
        return v;
    }

    private static long count(JsonNode n, String field) throws InvalidFeedbackException {
        JsonNode v = n.get(field);
        if (v == null || v.isNull()) {
            return 0;
        }
        if (!v.isNumber() || !(v.doubleValue() >= 0 && v.doubleValue() <= 1e12)) {
            throw new InvalidFeedbackException(
                    "invalid_value", field + ": '" + shown(v.asText()) + "', expected a number from 0");
        }
        return v.longValue();
    }

    private static @Nullable Double number(JsonNode n, String field, double min, double max)
            throws InvalidFeedbackException {
        JsonNode v = n.get(field);
        if (v == null || v.isNull()) {
            return null;
        }
        if (!v.isNumber() || !(v.doubleValue() >= min && v.doubleValue() <= max)) {
            throw new InvalidFeedbackException(
                    "invalid_value",
                    field + ": '" + shown(v.asText()) + "', expected a number from " + (int) min + " to " + (int) max);
        }
        return v.doubleValue();
    }

    private static OffsetDateTime time(String field, String value) throws InvalidFeedbackException {
        try {
            return WireTime.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidFeedbackException(
                    field.equals("event_time") ? "event_time" : "invalid_value",
                    field + ": '" + shown(value)
                            + "', expected RFC 3339 with offset, for example 2026-11-11T20:01:05+08:00");
        }
    }

    private static long millis(OffsetDateTime t) {
        return t.toInstant().toEpochMilli();
    }

    private static InvalidFeedbackException wrongType(String field, JsonNode v, String expected) {
        return new InvalidFeedbackException(
                "wrong_type",
                field + ": " + v.getNodeType().name().toLowerCase(Locale.ROOT) + " " + shown(v.toString())
                        + ", expected " + expected);
    }

    private static void loneSurrogate(String field, String s) throws InvalidFeedbackException {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < s.length() && Character.isLowSurrogate(s.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidFeedbackException(
                        "invalid_utf8", field + ": lone surrogate at character " + i + ", expected valid Unicode");
            }
        }
    }

    private static String shown(String value) {
        return Excerpt.of(value, MAX_SHOWN, "...");
    }

    private static String firstLine(Exception e) {
        String m = e instanceof com.fasterxml.jackson.core.JsonProcessingException j
                ? j.getOriginalMessage()
                : e.getMessage();
        if (m == null) {
            return e.getClass().getSimpleName();
        }
        String first = m.lines().findFirst().orElse("");
        int advice = first.indexOf(": enable `");
        return advice < 0 ? first : first.substring(0, advice);
    }

    /** The message as one JSON object, every field present but those that only some sources have. */
    public static String write(Feedback f) {
        return Json.write(g -> fields(g, f));
    }

    static void fields(JsonGenerator g, Feedback f) throws IOException {
        g.writeStringField("id", f.id());
        g.writeStringField("source", f.source());
        g.writeStringField("channel", f.channel());
        g.writeStringField("event_time", WireTime.print(f.eventTime(), f.eventOffset()));
        g.writeStringField("op", f.op());
        if (f.opTime() == 0) {
            g.writeNullField("op_time");
        } else {
            g.writeStringField("op_time", WireTime.print(f.opTime(), f.eventOffset()));
        }
        if (f.heardAt() != 0) {
            g.writeStringField("heard_at", WireTime.print(f.heardAt(), f.eventOffset()));
        }
        g.writeStringField("text", f.text());
        Json.text(g, "title", f.title());
        Json.text(g, "lang", f.lang());
        Json.text(g, "url", f.url());
        g.writeStringField("visibility", f.visibility().wire());
        Json.text(g, "touchpoint", f.touchpoint());
        g.writeObjectFieldStart("author");
        Json.text(g, "id", f.author().id());
        g.writeStringField("role", f.author().role().wire());
        Json.text(g, "name", f.author().name());
        g.writeNumberField("followers", f.author().followers());
        g.writeStringField("verified", f.author().verified().wire());
        g.writeEndObject();
        g.writeObjectFieldStart("customer");
        Json.text(g, "id", f.customer().id());
        g.writeStringField("tier", f.customer().tier());
        g.writeStringField("region", f.customer().region());
        Json.text(g, "city", f.customer().city());
        Json.text(g, "age_band", f.customer().ageBand());
        g.writeEndObject();
        g.writeObjectFieldStart("product");
        Json.text(g, "brand", f.product().brand());
        Json.text(g, "name", f.product().name());
        Json.text(g, "version", f.product().version());
        Json.text(g, "batch", f.product().batch());
        g.writeEndObject();
        Json.text(g, "order_id", f.orderId());
        Json.text(g, "thread_id", f.threadId());
        Json.text(g, "parent_id", f.parentId());
        Json.text(g, "repost_of", f.repostOf());
        g.writeObjectFieldStart("engagement");
        g.writeNumberField("reposts", f.engagement().reposts());
        g.writeNumberField("comments", f.engagement().comments());
        g.writeNumberField("likes", f.engagement().likes());
        g.writeEndObject();
        Json.number(g, "rating", f.rating());
        Json.number(g, "csat", f.csat());
        Json.number(g, "nps", f.nps());
        g.writeObjectFieldStart("dims");
        for (Map.Entry<String, String> d : f.dims().entrySet()) {
            g.writeStringField(d.getKey(), d.getValue());
        }
        g.writeEndObject();
        g.writeObjectFieldStart("media");
        g.writeNumberField("images", f.media().images());
        g.writeNumberField("videos", f.media().videos());
        g.writeEndObject();
        Json.text(g, "link", f.link());
        if (f.channelUnknown()) {
            g.writeBooleanField("channel_unknown", true);
        }
    }
}
