package io.tidewatch.job.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.Retraction;
import java.util.Iterator;
import java.util.List;

/** A stored alert or incident without the words that customers took back. */
final class Redacted {
    private Redacted() {}

    /**
     * Looks for documents whose evidence is of one of some messages.
     *
     * @param from how many of them to pass over
     * @param size how many to answer with at most
     */
    static String query(List<Retraction> taken, int from, int size) {
        ObjectNode query = Json.MAPPER.createObjectNode();
        query.put("from", from).put("size", size).put("version", true);
        ArrayNode any = query.putObject("query").putObject("bool").putArray("should");
        for (String field : List.of("evidence.first.id", "evidence.samples.id")) {
            ArrayNode ids = any.addObject().putObject("terms").putArray(field);
            taken.forEach(r -> ids.add(r.id()));
        }
        return query.toString();
    }

    /**
     * The document without them.
     *
     * @param source of the stored document; is changed
     * @return false when it shows none of them
     */
    static boolean redact(ObjectNode source, List<Retraction> taken) {
        boolean changed = false;
        if (source.path("evidence") instanceof ObjectNode evidence) {
            if (isTaken(evidence.path("first"), taken)) {
                evidence.putNull("first");
                changed = true;
            }
            for (Iterator<JsonNode> it = evidence.path("samples").iterator(); it.hasNext(); ) {
                if (isTaken(it.next(), taken)) {
                    it.remove();
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static boolean isTaken(JsonNode sample, List<Retraction> taken) {
        EvidenceSample s = new EvidenceSample(
                sample.path("id").asText(""), sample.path("text").asText(""), "", "", 0);
        return taken.stream().anyMatch(r -> r.concerns(s));
    }
}
