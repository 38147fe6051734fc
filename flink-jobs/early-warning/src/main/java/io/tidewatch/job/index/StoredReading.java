package io.tidewatch.job.index;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of the document of a message is analysis: what changes when the stored text is read again, and nothing else of it. Written
 * as a part, Elasticsearch counts the version of the document up by one, a millisecond of the operation's time.
 */
public final class StoredReading {
    private static final List<String> ANALYSED = List.of(
            "lang",
            "tokens",
            "keywords",
            "content_hash",
            "voice_key",
            "simhash",
            "foldable",
            "topics",
            "noise",
            "sentiment",
            "opinions",
            "grade",
            "analysis_version");

    private StoredReading() {}

    /** The part of the document, as it stands in one of a message that is new. */
    public static ObjectNode of(AnnotatedFeedback a) {
        try {
            ObjectNode part = ((ObjectNode) Json.tree(AnnotatedJson.write(a))).retain(ANALYSED);
            part.setAll((ObjectNode) Json.tree(Json.write(g -> flat(g, a))));
            return part;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("written by us and not readable", e);
        }
    }

    /** The flat fields, to filter and count by. */
    static void flat(JsonGenerator g, AnnotatedFeedback a) throws IOException {
        Set<String> issues = new TreeSet<>();
        Set<String> categories = new TreeSet<>();
        for (Opinion o : a.opinions()) {
            if (a.isComplaint(o)) {
                issues.add(o.issue());
                categories.add(o.category());
            }
        }
        Documents.texts(g, "issues", issues);
        Documents.texts(g, "categories", categories);
        g.writeNumberField("is_negative", a.sentiment().label() == Label.NEGATIVE ? 1 : 0);
        g.writeNumberField("is_complaint", issues.isEmpty() ? 0 : 1);
    }
}
