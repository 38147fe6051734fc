package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.hash.StableHash;
import java.util.List;

/**
 * A message that was deleted, or says something else since it was updated, as {@code tidewatch.retractions} has it. It says
 * which words may still be shown, not which they were.
 *
 * @param id of the message
 * @param stays hash of the words that may be shown: those that it has now; 0 when none may
 */
public record Retraction(String id, long stays) {
    /** True for what takes words back; creates and heartbeats do not. */
    public static boolean isMadeBy(Feedback f) {
        return f.op().equals("update") || f.op().equals("delete");
    }

    /**
     * @param f an update or a delete
     * @param shown how much of a text is evidence, in characters
     */
    public static Retraction of(Feedback f, int shown) {
        return new Retraction(f.id(), f.op().equals("delete") ? 0 : hash(Excerpt.of(f.text(), shown, "…")));
    }

    /** @throws IllegalArgumentException when it names no message */
    public static Retraction read(String json) throws JsonProcessingException {
        JsonNode n = Json.tree(json);
        return new Retraction(Json.string(n, "id"), n.path("stays").asLong(0));
    }

    public String json() {
        return Json.write(g -> {
            g.writeStringField("id", id);
            g.writeNumberField("stays", stays);
        });
    }

    /** True when the words of a sample are those that were taken back. */
    public boolean concerns(EvidenceSample s) {
        return s.id().equals(id) && (stays == 0 || hash(s.text()) != stays);
    }

    /** Evidence without them; the same object when they are not in it. */
    public Evidence redact(Evidence e) {
        EvidenceSample first = e.first();
        boolean gone = first != null && concerns(first);
        List<EvidenceSample> samples =
                e.samples().stream().filter(s -> !concerns(s)).toList();
        return !gone && samples.size() == e.samples().size() ? e : e.showing(gone ? null : first, samples);
    }

    private static long hash(String text) {
        return Math.max(1, StableHash.fast(text) >>> 1);
    }
}
