package io.tidewatch.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Annotated feedback: the fields of feedback and those of the analysis in one flat object. */
public final class AnnotatedJson {
    private static final FeedbackJson FEEDBACK = new FeedbackJson(Integer.MAX_VALUE);

    private AnnotatedJson() {}

    public static String write(AnnotatedFeedback a) {
        return write(a, a.feedback().eventTime());
    }

    /**
     * @param saidAt event time as it was received, epoch milliseconds; another one than the message's when that was a
     *     little ahead of the clock and was set back
     */
    public static String write(AnnotatedFeedback a, long saidAt) {
        return Json.write(g -> {
            if (saidAt != a.feedback().eventTime()) {
                Json.time(g, "said_at", saidAt);
            }
            FeedbackJson.fields(g, a.feedback());
            Json.time(g, "received_at", a.receivedAt());
            Json.time(g, "annotated_at", a.annotatedAt());
            g.writeStringField("tokens", a.tokens());
            Json.texts(g, "keywords", a.keywords());
            g.writeStringField("content_hash", a.contentHash());
            g.writeStringField("voice_key", a.voiceKey());
            g.writeStringField("simhash", HexFormat.of().toHexDigits(a.simhash()));
            g.writeBooleanField("foldable", a.foldable());
            Json.texts(g, "pii", a.pii());
            Json.texts(g, "mentions", a.mentions());
            Json.texts(g, "topics", a.topics());
            Json.text(g, "noise", a.noise());
            g.writeObjectFieldStart("sentiment");
            g.writeStringField("label", a.sentiment().label().wire());
            Json.number(g, "score", a.sentiment().score());
            Json.number(g, "confidence", a.sentiment().confidence());
            g.writeEndObject();
            g.writeArrayFieldStart("opinions");
            for (Opinion o : a.opinions()) {
                g.writeStartObject();
                g.writeStringField("issue", o.issue());
                g.writeStringField("label", o.label().wire());
                Json.number(g, "score", o.score());
                Json.number(g, "confidence", o.confidence());
                g.writeArrayFieldStart("span");
                g.writeNumber(o.from());
                g.writeNumber(o.to());
                g.writeEndArray();
                g.writeBooleanField("complaint", a.isComplaint(o));
                g.writeStringField("by", o.by().wire());
                g.writeEndObject();
            }
            g.writeEndArray();
            g.writeNumberField("grade", a.grade());
            g.writeStringField("analysis_version", a.analysisVersion());
        });
    }

    /**
     * @throws InvalidFeedbackException naming field, value and what was expected
     */
    public static AnnotatedFeedback read(String json) throws InvalidFeedbackException {
        JsonNode n;
        try {
            n = Json.tree(json);
        } catch (IOException e) {
            throw new InvalidFeedbackException("malformed_json", "record: not JSON, expected one annotated message");
        }
        return read(n);
    }

    /** True when the object is already annotated, false when it is raw feedback. */
    public static boolean isAnnotated(JsonNode n) {
        return n.has("voice_key") && n.has("opinions");
    }

    /**
     * The event time as it was received, which is the same for every state of a message: its event time may have been set
     * back in one and not in another.
     *
     * @return epoch milliseconds
     */
    public static long saidAt(JsonNode n, AnnotatedFeedback a) {
        return n.hasNonNull("said_at")
                ? Json.millis(n, "said_at")
                : a.feedback().eventTime();
    }

    /**
     * @throws InvalidFeedbackException naming field, value and what was expected
     */
    public static AnnotatedFeedback read(JsonNode n) throws InvalidFeedbackException {
        Feedback f = FEEDBACK.readTree(n, "other");
        try {
            List<Opinion> opinions = new ArrayList<>();
            for (JsonNode o : n.path("opinions")) {
                Label label = Label.of(Json.string(o, "label"));
                double confidence = o.path("confidence").asDouble();
                JsonNode counts = o.get("complaint");
                opinions.add(new Opinion(
                        Json.string(o, "issue"),
                        label,
                        o.path("score").asDouble(),
                        confidence,
                        o.path("span").path(0).asInt(),
                        o.path("span").path(1).asInt(),
                        counts != null
                                ? counts.asBoolean()
                                : label == Label.NEGATIVE && confidence >= Opinion.COMPLAINT_CONFIDENCE,
                        o.hasNonNull("by") ? FoundBy.of(Json.string(o, "by")) : FoundBy.KEYWORD));
            }
            JsonNode s = n.path("sentiment");
            String simhash = Json.string(n, "simhash");
            return AnnotatedFeedback.builder(f)
                    .receivedAt(Json.millis(n, "received_at"))
                    .annotatedAt(Json.millis(n, "annotated_at"))
                    .tokens(Json.string(n, "tokens"))
                    .keywords(Json.strings(n, "keywords"))
                    .contentHash(Json.string(n, "content_hash"))
                    .voiceKey(Json.string(n, "voice_key"))
                    .simhash(simhash.isEmpty() ? 0 : Long.parseUnsignedLong(simhash, 16))
                    .foldable(n.path("foldable").asBoolean(f.text().length() >= 12))
                    .pii(Json.strings(n, "pii"))
                    .mentions(Json.strings(n, "mentions"))
                    .topics(Json.strings(n, "topics"))
                    .noise(Json.optional(n, "noise"))
                    .sentiment(
                            s.isObject()
                                    ? new Sentiment(
                                            Label.of(Json.string(s, "label")),
                                            s.path("score").asDouble(),
                                            s.path("confidence").asDouble())
                                    : new Sentiment(Label.NEUTRAL, 0, 0))
                    .opinions(opinions)
                    .grade(n.path("grade").asInt(1))
                    .analysisVersion(Json.string(n, "analysis_version"))
                    .build();
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new InvalidFeedbackException("invalid_value", String.valueOf(e.getMessage()));
        }
    }
}
