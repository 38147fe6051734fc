package io.tidewatch.job.index;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Measure;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Receipt;
import io.tidewatch.connector.elasticsearch.IndexNames;
import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.hash.StableHash;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.DeadLetterJson;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.MeasureJson;
import io.tidewatch.wire.ReceiptJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Each record as a document: the JSON of its topic, {@code @timestamp} in epoch milliseconds, and a few flat fields to
 * filter and count by. The id, the index and the version of a document depend on its record alone, so a replay writes
 * the same again.
 */
final class Documents {
    private static final long MINUTE = 60_000;
    private static final Pattern START_IN_ID = Pattern.compile("@([0-9]{1,11})$");

    private Documents() {}

    static IndexRequest feedback(AnnotatedFeedback a, String origin) {
        return feedback(a, a.feedback().eventTime(), origin);
    }

    /**
     * Version: the time of the operation, so an update or delete that comes early is not undone by what it follows. One that does not
     * say its time was made by when it was received: it goes over a message whose past was read again meanwhile, see {@link
     * StoredReading}.
     *
     * @param saidAt event time as it was received, which chooses the index: a create that was set back over midnight and
     *     the delete of the same message are one document
     */
    static IndexRequest feedback(AnnotatedFeedback a, long saidAt, String origin) {
        Feedback f = a.feedback();
        boolean deleted = f.op().equals("delete");
        String json = AnnotatedJson.write(a);
        return request(
                IndexNames.FEEDBACK, saidAt, f.id(), version(a), origin, join(deleted ? withoutText(json) : json, g -> {
                    g.writeNumberField("@timestamp", f.eventTime());
                    g.writeStringField("region", f.customer().region());
                    StoredReading.flat(g, a);
                    g.writeBooleanField("deleted", deleted);
                }));
    }

    private static long version(AnnotatedFeedback a) {
        Feedback f = a.feedback();
        return f.opTime() > 0 || f.isCreate() ? f.version() : Math.max(f.version(), a.receivedAt());
    }

    private static String withoutText(String json) {
        try {
            ObjectNode n = (ObjectNode) Json.tree(json);
            n.put("text", "");
            n.putNull("title");
            n.put("tokens", "");
            n.putArray("keywords");
            return n.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("written by us and not readable", e);
        }
    }

    /** One document per source and minute: the last heartbeat of the minute. */
    static IndexRequest source(AnnotatedFeedback heartbeat, String origin) {
        Feedback f = heartbeat.feedback();
        long received = heartbeat.receivedAt();
        String json = Json.write(g -> {
            g.writeNumberField("@timestamp", f.eventTime());
            g.writeStringField("source", f.source());
            g.writeStringField("last_event", WireTime.print(f.eventTime(), f.eventOffset()));
            if (received > 0) {
                g.writeNumberField("lag_seconds", Math.max(0, received - f.eventTime()) / 1000d);
            }
        });
        String id = f.source() + "|" + Math.floorDiv(f.eventTime(), MINUTE);
        return request(IndexNames.SOURCES, f.eventTime(), id, f.eventTime(), origin, json);
    }

    /** Version: the posts, which only grow when a late message amends a pane or a replay counts it again. */
    static IndexRequest measure(Measure m, String origin) {
        return request(
                IndexNames.MEASURES,
                m.start(),
                StableHash.sha256(m.series() + '\u0003' + m.group().key() + '\u0003' + m.start(), 16),
                m.posts(),
                origin,
                join(MeasureJson.write(m), g -> {
                    g.writeNumberField("@timestamp", m.start());
                    dimension(g, m.group(), "issue");
                    dimension(g, m.group(), "region");
                    dimension(g, m.group(), "channel");
                }));
    }

    static IndexRequest alert(Alert a, String origin) {
        return request(IndexNames.ALERTS, a.startsAt(), a.id(), a.revision(), origin, join(AlertJson.write(a), g -> {
            g.writeNumberField("@timestamp", a.startsAt());
            dimension(g, a.group(), "issue");
            dimension(g, a.group(), "region");
        }));
    }

    static IndexRequest incident(Incident i, String origin) {
        Set<String> regions = new TreeSet<>();
        for (Member m : i.members()) {
            String region = m.group().get("region");
            if (region != null) {
                regions.add(region);
            }
        }
        return request(
                IndexNames.INCIDENTS,
                startOf(i.id(), i.startsAt()),
                i.id(),
                i.revision(),
                origin,
                join(IncidentJson.write(i), g -> {
                    g.writeNumberField("@timestamp", i.startsAt());
                    texts(g, "regions", regions);
                }));
    }

    /**
     * The start in the incident's id, {@code <incident>@<epoch seconds>}: {@code starts_at} moves back when a member with
     * an earlier start joins, and across midnight that would be another index.
     */
    private static long startOf(String incidentId, long otherwise) {
        Matcher m = START_IN_ID.matcher(incidentId);
        return m.find() ? Long.parseLong(m.group(1)) * 1_000 : otherwise;
    }

    /** In the index of the incident's start: a try that fails before midnight and one that succeeds after it are one document. */
    static IndexRequest receipt(Receipt r, String origin) {
        return request(
                IndexNames.RECEIPTS,
                startOf(r.incident(), r.at()),
                r.delivery(),
                r.at(),
                origin,
                join(ReceiptJson.write(r), g -> g.writeNumberField("@timestamp", r.at())));
    }

    static IndexRequest deadLetter(DeadLetter d, String origin) {
        return request(
                IndexNames.DEAD_LETTERS,
                d.at(),
                d.documentId(),
                d.at(),
                origin,
                join(DeadLetterJson.write(d), g -> g.writeNumberField("@timestamp", d.at())));
    }

    /** @throws IllegalArgumentException when the record has no time or no id, as one that is not of this kind */
    private static IndexRequest request(
            String kind, long eventTime, String id, long version, String origin, String json) {
        if (eventTime <= 0) {
            throw new IllegalArgumentException(kind + ": no time, expected one to choose the index by");
        }
        return new IndexRequest(
                IndexNames.of(kind, eventTime), documentId(id), version, json.getBytes(StandardCharsets.UTF_8), origin);
    }

    /** The id itself, or its hash where it is longer than Elasticsearch takes. */
    static String documentId(String id) {
        return id.getBytes(StandardCharsets.UTF_8).length <= IndexRequest.MAX_ID_BYTES
                ? id
                : "sha256:" + StableHash.sha256(id, 16);
    }

    /** Adds fields to an object that is already written. */
    private static String join(String object, Json.ObjectBody more) {
        String added = Json.write(more);
        return object.substring(0, object.length() - 1) + ',' + added.substring(1);
    }

    private static void dimension(JsonGenerator g, Group group, String name) throws IOException {
        String value = group.get(name);
        if (value != null) {
            g.writeStringField(name, value);
        }
    }

    static void texts(JsonGenerator g, String name, Collection<String> values) throws IOException {
        g.writeArrayFieldStart(name);
        for (String v : values) {
            g.writeString(v);
        }
        g.writeEndArray();
    }
}
