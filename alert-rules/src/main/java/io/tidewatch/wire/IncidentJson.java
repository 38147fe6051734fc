package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Incidents as on {@code tidewatch.incidents}. */
public final class IncidentJson {
    private IncidentJson() {}

    public static String write(Incident i) {
        return Json.write(g -> fields(g, i));
    }

    /** The fields of an incident inside an object that is already open. */
    public static void fields(JsonGenerator g, Incident i) throws IOException {
        g.writeStringField("id", i.id());
        g.writeStringField("incident", i.incident());
        g.writeNumberField("revision", i.revision());
        g.writeStringField("status", i.status().wire());
        g.writeStringField("severity", i.severity().wire());
        g.writeBooleanField("historical", i.historical());
        Json.time(g, "starts_at", i.startsAt());
        Json.time(g, "updated_at", i.updatedAt());
        Json.time(g, "resolved_at", i.resolvedAt());
        g.writeStringField("state", i.state());
        Json.text(g, "acknowledged_by", i.acknowledgedBy());
        Json.text(g, "owner", i.owner());
        Json.text(g, "runbook", i.runbook());
        AlertJson.bilingual(g, "title", i.title());
        g.writeArrayFieldStart("members");
        for (Member m : i.members()) {
            g.writeStartObject();
            g.writeStringField("alert", m.alert());
            g.writeStringField("fingerprint", m.fingerprint());
            g.writeStringField("rule", m.rule());
            g.writeStringField("kind", m.kind().wire());
            g.writeStringField("status", m.status().wire());
            g.writeStringField("severity", m.severity().wire());
            AlertJson.group(g, "group", m.group());
            Json.time(g, "starts_at", m.startsAt());
            Json.time(g, "updated_at", m.updatedAt());
            AlertJson.value(g, "value", m.value());
            AlertJson.bilingual(g, "summary", m.summary());
            Json.text(g, "inhibited_by", m.inhibitedBy());
            if (m.partOf() != null) {
                g.writeStringField("part_of", m.partOf());
            }
            g.writeEndObject();
        }
        g.writeEndArray();
        AlertJson.evidence(g, "evidence", i.evidence());
        AlertJson.level(g, i.level());
        if (i.peak() != null) {
            AlertJson.peak(g, i.peak());
        }
    }

    /** @throws JsonProcessingException when it is not JSON; IllegalArgumentException when a field is not as §3 says */
    public static Incident read(String json) throws JsonProcessingException {
        JsonNode n = Json.tree(json);
        List<Member> members = new ArrayList<>();
        n.path("members")
                .forEach(m -> members.add(new Member(
                        Json.string(m, "alert"),
                        Json.string(m, "fingerprint"),
                        Json.string(m, "rule"),
                        Json.word(m, "kind", AlertKind::of),
                        Json.word(m, "status", AlertStatus::of),
                        Severity.of(Json.string(m, "severity")),
                        AlertJson.readGroup(m.path("group")),
                        Json.millis(m, "starts_at"),
                        Json.millis(m, "updated_at"),
                        AlertJson.readValue(m.path("value")),
                        AlertJson.readBilingual(m.path("summary")),
                        Json.optional(m, "inhibited_by"),
                        Json.optional(m, "part_of"))));
        return new Incident(
                Json.string(n, "id"),
                Json.string(n, "incident"),
                n.path("revision").asInt(),
                Json.word(n, "status", IncidentStatus::of),
                Severity.of(Json.string(n, "severity")),
                n.path("historical").asBoolean(),
                Json.millis(n, "starts_at"),
                Json.millis(n, "updated_at"),
                Json.millis(n, "resolved_at"),
                Json.string(n, "state"),
                Json.optional(n, "acknowledged_by"),
                Json.optional(n, "owner"),
                Json.optional(n, "runbook"),
                AlertJson.readBilingual(n.path("title")),
                members,
                AlertJson.readEvidence(n.path("evidence")),
                AlertJson.readPeak(n.path("peak")),
                AlertJson.readLevel(n));
    }
}
