package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Forecast;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.Trace;
import io.tidewatch.alert.Trend;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.time.Durations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alerts as on {@code tidewatch.alerts}. */
public final class AlertJson {
    private AlertJson() {}

    public static String write(Alert a) {
        return Json.write(g -> fields(g, a));
    }

    static void fields(JsonGenerator g, Alert a) throws IOException {
        g.writeStringField("id", a.id());
        g.writeStringField("fingerprint", a.fingerprint());
        g.writeNumberField("revision", a.revision());
        g.writeStringField("incident", a.incident());
        if (a.issueName() != null) {
            bilingual(g, "issue_name", a.issueName());
        }
        g.writeStringField("rule", a.rule());
        g.writeStringField("rule_version", a.ruleVersion());
        g.writeStringField("kind", a.kind().wire());
        g.writeStringField("status", a.status().wire());
        if (a.resolution() != null) {
            g.writeStringField("resolution", a.resolution().wire());
        }
        g.writeStringField("severity", a.severity().wire());
        if (a.held() != null) {
            g.writeStringField("held", a.held());
        }
        g.writeBooleanField("historical", a.historical());
        g.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> e : new TreeMap<>(a.labels()).entrySet()) {
            g.writeStringField(e.getKey(), e.getValue());
        }
        g.writeEndObject();
        group(g, "group", a.group());
        Json.time(g, "starts_at", a.startsAt());
        Json.time(g, "fired_at", a.firedAt());
        Json.time(g, "updated_at", a.updatedAt());
        Json.time(g, "resolved_at", a.resolvedAt());
        Json.text(g, "window", a.windowMs() == 0 ? null : duration(a.windowMs()));
        value(g, "value", a.value());
        evidence(g, "evidence", a.evidence());
        level(g, a.level());
        if (a.partOf() != null) {
            g.writeStringField("part_of", a.partOf());
        }
        if (a.evidence().isHeardLate()) {
            Json.time(g, "said_from", a.evidence().saidFrom());
            Json.time(g, "said_to", a.evidence().saidTo());
        }
        Json.number(g, "completeness", a.completeness());
        g.writeBooleanField("cold_start", a.coldStart());
        bilingual(g, "summary", a.summary());
        Json.text(g, "owner", a.owner());
        Json.text(g, "runbook", a.runbook());
        if (a.peak() != null) {
            peak(g, a.peak());
        }
        Trace t = a.trace();
        if (t == null) {
            g.writeNullField("trace");
        } else {
            g.writeObjectFieldStart("trace");
            Json.time(g, "received_at", t.receivedAt());
            Json.time(g, "annotated_at", t.annotatedAt());
            Json.time(g, "evaluated_at", t.evaluatedAt());
            g.writeEndObject();
        }
    }

    /** @throws JsonProcessingException when it is not JSON; IllegalArgumentException when a field is not as §3 says */
    public static Alert read(String json) throws JsonProcessingException {
        return read(Json.tree(json));
    }

    static Alert read(JsonNode n) {
        JsonNode trace = n.path("trace");
        JsonNode peak = n.path("peak");
        return Alert.builder(
                        Json.string(n, "id"),
                        Json.string(n, "fingerprint"),
                        Json.string(n, "incident"),
                        Json.string(n, "rule"),
                        Json.word(n, "kind", AlertKind::of),
                        Severity.of(Json.string(n, "severity")),
                        readGroup(n.path("group")))
                .revision(n.path("revision").asInt())
                .issueName(n.path("issue_name").isObject() ? readBilingual(n.path("issue_name")) : null)
                .ruleVersion(Json.string(n, "rule_version"))
                .status(Json.word(n, "status", AlertStatus::of))
                .resolution(n.hasNonNull("resolution") ? Json.word(n, "resolution", Resolution::of) : null)
                .historical(n.path("historical").asBoolean())
                .labels(labels(n.path("labels")))
                .startsAt(Json.millis(n, "starts_at"))
                .firedAt(Json.millis(n, "fired_at"))
                .updatedAt(Json.millis(n, "updated_at"))
                .resolvedAt(Json.millis(n, "resolved_at"))
                .windowMs(
                        n.path("window").isTextual()
                                ? Durations.parse(n.path("window").asText())
                                : 0)
                .value(readValue(n.path("value")))
                .evidence(readEvidence(n.path("evidence")).said(Json.millis(n, "said_from"), Json.millis(n, "said_to")))
                .completeness(n.path("completeness").asDouble(1))
                .coldStart(n.path("cold_start").asBoolean())
                .summary(readBilingual(n.path("summary")))
                .owner(Json.optional(n, "owner"))
                .runbook(Json.optional(n, "runbook"))
                .peak(peak.isObject() ? readPeak(peak) : null)
                .level(readLevel(n))
                .partOf(Json.optional(n, "part_of"))
                .trace(
                        trace.isObject()
                                ? new Trace(
                                        Json.millis(trace, "received_at"),
                                        Json.millis(trace, "annotated_at"),
                                        Json.millis(trace, "evaluated_at"))
                                : null)
                .held(Json.optional(n, "held"))
                .build();
    }

    static String duration(long millis) {
        return Durations.print(millis);
    }

    static void group(JsonGenerator g, String name, Group group) throws IOException {
        g.writeObjectFieldStart(name);
        for (int i = 0; i < group.names().size(); i++) {
            g.writeStringField(group.names().get(i), group.values().get(i));
        }
        g.writeEndObject();
    }

    static Group readGroup(JsonNode n) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = n.fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> e = i.next();
            names.add(e.getKey());
            values.add(e.getValue().asText());
        }
        return new Group(names, values);
    }

    /** Writes nothing when it is not known. */
    static void level(JsonGenerator g, @Nullable Group level) throws IOException {
        if (level != null) {
            group(g, "level", level);
        }
    }

    static @Nullable Group readLevel(JsonNode n) {
        return n.path("level").isObject() ? readGroup(n.path("level")) : null;
    }

    private static Map<String, String> labels(JsonNode n) {
        Map<String, String> out = new TreeMap<>();
        n.fields().forEachRemaining(e -> out.put(e.getKey(), e.getValue().asText()));
        return out;
    }

    static void value(JsonGenerator g, String name, AlertValue v) throws IOException {
        g.writeObjectFieldStart(name);
        g.writeNumberField("posts", v.posts());
        g.writeNumberField("originals", v.originals());
        g.writeNumberField("authors", v.authors());
        g.writeNumberField("reach", v.reach());
        Json.number(g, "expected", v.expected());
        band(g, v.band());
        if (v.band() != null) {
            g.writeArrayFieldStart("band");
            g.writeNumber(v.band().low());
            g.writeNumber(v.band().high());
            g.writeEndArray();
        }
        Json.number(g, "ratio", v.ratio());
        Json.number(g, "score", v.score());
        Json.number(g, "probability", v.probability());
        Json.number(g, "negative_share", v.negativeShare());
        Json.number(g, "doubling_minutes", v.doublingMinutes());
        if (v.surprise() != null) {
            Json.number(g, "surprise", v.surprise());
        }
        if (v.silentDays() != null) {
            g.writeNumberField("silent_days", v.silentDays());
        }
        if (v.trend() != null) {
            g.writeStringField("trend", v.trend().wire());
        }
        ShareChange c = v.change();
        if (c != null) {
            Json.number(g, "share", c.share());
            Json.number(g, "usual_share", c.usual());
            Json.number(g, "delta_points", c.deltaPoints());
            Json.number(g, "confidence", c.confidence());
        }
        Forecast f = v.forecast();
        if (f != null) {
            g.writeObjectFieldStart("forecast");
            g.writeStringField("severity", f.severity().wire());
            Json.number(g, "minutes", f.minutes());
            Json.number(g, "earliest", f.earliest());
            Json.number(g, "latest", f.latest());
            g.writeEndObject();
        }
        g.writeEndObject();
    }

    static AlertValue readValue(JsonNode v) {
        return AlertValue.builder()
                .posts(v.path("posts").asLong())
                .originals(v.path("originals").asLong())
                .authors(v.path("authors").asLong())
                .reach(v.path("reach").asLong())
                .expected(Json.decimal(v, "expected"))
                .band(readBand(v))
                .ratio(Json.decimal(v, "ratio"))
                .score(Json.decimal(v, "score"))
                .probability(Json.decimal(v, "probability"))
                .negativeShare(v.path("negative_share").asDouble())
                .doublingMinutes(Json.decimal(v, "doubling_minutes"))
                .surprise(Json.decimal(v, "surprise"))
                .silentDays(
                        v.hasNonNull("silent_days")
                                ? Integer.valueOf(v.path("silent_days").asInt())
                                : null)
                .change(
                        v.hasNonNull("delta_points")
                                ? new ShareChange(
                                        v.path("share").asDouble(),
                                        v.path("usual_share").asDouble(),
                                        v.path("delta_points").asDouble(),
                                        v.path("confidence").asDouble())
                                : null)
                .forecast(v.hasNonNull("forecast") ? forecast(v.path("forecast")) : null)
                .trend(Trend.of(v.path("trend").asText()).orElse(null))
                .build();
    }

    /** Writes nothing when it is not known. */
    static void band(JsonGenerator g, @Nullable ExpectedBand band) throws IOException {
        if (band != null) {
            g.writeNumberField("expected_low", band.low());
            g.writeNumberField("expected_high", band.high());
        }
    }

    static @Nullable ExpectedBand readBand(JsonNode n) {
        return n.hasNonNull("expected_low") && n.hasNonNull("expected_high")
                ? new ExpectedBand(
                        n.path("expected_low").asLong(), n.path("expected_high").asLong())
                : null;
    }

    private static Forecast forecast(JsonNode f) {
        return new Forecast(
                Severity.of(Json.string(f, "severity")),
                f.path("minutes").asDouble(),
                f.path("earliest").asDouble(),
                Json.decimal(f, "latest"));
    }

    static void evidence(JsonGenerator g, String name, Evidence e) throws IOException {
        g.writeObjectFieldStart(name);
        if (e.first() == null) {
            g.writeNullField("first");
        } else {
            g.writeFieldName("first");
            sample(g, e.first());
        }
        g.writeArrayFieldStart("samples");
        for (EvidenceSample s : e.samples()) {
            sample(g, s);
        }
        g.writeEndArray();
        Json.texts(g, "keywords", e.keywords());
        g.writeArrayFieldStart("over_represented");
        for (Lift l : e.overRepresented()) {
            g.writeStartObject();
            g.writeStringField("dimension", l.dimension());
            g.writeStringField("value", l.value());
            Json.number(g, "lift", l.lift());
            name(g, l.name());
            g.writeEndObject();
        }
        g.writeEndArray();
        if (!e.shares().isEmpty()) {
            g.writeArrayFieldStart("shares");
            for (LevelShare s : e.shares()) {
                g.writeStartObject();
                g.writeStringField("dimension", s.dimension());
                g.writeStringField("value", s.value());
                Json.number(g, "share", s.share());
                Json.number(g, "usual_share", s.usual());
                Json.number(g, "explained", s.explained());
                name(g, s.name());
                g.writeEndObject();
            }
            g.writeEndArray();
        }
        g.writeEndObject();
    }

    /** Of a dimension that the installation declares. */
    private static void name(JsonGenerator g, @Nullable Bilingual name) throws IOException {
        if (name != null) {
            bilingual(g, "name", name);
        }
    }

    private static @Nullable Bilingual readName(JsonNode n) {
        return n.path("name").isObject() ? readBilingual(n.path("name")) : null;
    }

    private static void sample(JsonGenerator g, EvidenceSample s) throws IOException {
        g.writeStartObject();
        g.writeStringField("id", s.id());
        g.writeStringField("text", s.text());
        g.writeStringField("channel", s.channel());
        g.writeStringField("source", s.source());
        Json.time(g, "event_time", s.eventTime());
        if (s.step() != null) {
            g.writeStringField("step", s.step());
        }
        if (s.stepZh() != null) {
            g.writeStringField("step_zh", s.stepZh());
        }
        AttachedJson.write(g, s.attached());
        g.writeEndObject();
    }

    static Evidence readEvidence(JsonNode n) {
        JsonNode first = n.path("first");
        List<EvidenceSample> samples = new ArrayList<>();
        n.path("samples").forEach(s -> samples.add(readSample(s)));
        List<Lift> lifts = new ArrayList<>();
        n.path("over_represented")
                .forEach(l -> lifts.add(new Lift(
                        Json.string(l, "dimension"),
                        Json.string(l, "value"),
                        l.path("lift").asDouble(),
                        readName(l))));
        List<LevelShare> shares = new ArrayList<>();
        n.path("shares")
                .forEach(s -> shares.add(new LevelShare(
                        Json.string(s, "dimension"),
                        Json.string(s, "value"),
                        s.path("share").asDouble(),
                        s.path("usual_share").asDouble(),
                        s.path("explained").asDouble(),
                        readName(s))));
        return new Evidence(first.isObject() ? readSample(first) : null, samples, Json.strings(n, "keywords"), lifts)
                .withShares(shares);
    }

    private static EvidenceSample readSample(JsonNode s) {
        return new EvidenceSample(
                Json.string(s, "id"),
                Json.string(s, "text"),
                Json.string(s, "channel"),
                Json.string(s, "source"),
                Json.millis(s, "event_time"),
                s.path("step").textValue(),
                s.path("step_zh").textValue(),
                AttachedJson.read(s));
    }

    static void peak(JsonGenerator g, Peak p) throws IOException {
        g.writeObjectFieldStart("peak");
        Json.time(g, "at", p.at());
        g.writeNumberField("originals", p.originals());
        g.writeEndObject();
    }

    static @Nullable Peak readPeak(JsonNode n) {
        return n.isObject() ? new Peak(Json.millis(n, "at"), n.path("originals").asLong()) : null;
    }

    static void bilingual(JsonGenerator g, String name, Bilingual b) throws IOException {
        g.writeObjectFieldStart(name);
        g.writeStringField("zh", b.zh());
        g.writeStringField("en", b.en());
        g.writeEndObject();
    }

    static Bilingual readBilingual(JsonNode n) {
        return new Bilingual(Json.string(n, "zh"), Json.string(n, "en"));
    }
}
