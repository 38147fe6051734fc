package io.tidewatch.dashboard.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One composable index template per kind of document: pattern {@code tidewatch-<kind>-*}, read alias
 * {@code tidewatch-<kind>}, strict mapping. They must be there before the first document: an index made without its
 * template guesses its field types.
 */
public final class IndexTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(IndexTemplates.class);

    /** The kinds, as they stand in index names. */
    public static final List<String> KINDS =
            List.of("feedback", "measures", "alerts", "incidents", "receipts", "dead-letters", "sources", "topics");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private IndexTemplates() {}

    /**
     * Creates or replaces all templates. Existing indices learn the fields that are new, so that today's takes documents of this
     * version; what they know otherwise they keep.
     *
     * @param elasticsearchUrl as {@link ElasticsearchHttp} takes it
     * @throws IOException when the server is away or refuses one; the message names the template
     */
    public static void install(String elasticsearchUrl) throws IOException {
        ElasticsearchHttp elasticsearch = new ElasticsearchHttp(elasticsearchUrl, TIMEOUT);
        for (String kind : KINDS) {
            elasticsearch.put("/_index_template/" + alias(kind), json(kind));
            extend(elasticsearch, kind);
        }
    }

    private static void extend(ElasticsearchHttp elasticsearch, String kind) throws IOException {
        String mappings = Json.tree(json(kind)).at("/template/mappings").toString();
        try {
            elasticsearch.put("/" + alias(kind) + "-*/_mapping?allow_no_indices=true", mappings);
        } catch (IOException e) {
            // an index of another kind of field, or no right to change it: it goes on as it is
            LOG.warn("mapping of existing indices not extended: kind={} problem={}", kind, e.getMessage());
        }
    }

    /** The alias that reads all days of a kind. */
    public static String alias(String kind) {
        return "tidewatch-" + kind;
    }

    /** @throws IllegalArgumentException when there is no such kind */
    public static String json(String kind) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("kind: '" + kind + "', expected one of " + KINDS);
        }
        try (InputStream in = IndexTemplates.class.getResourceAsStream(kind + ".json")) {
            if (in == null) {
                throw new IllegalStateException("index template is not packaged: kind=" + kind);
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every mapped field of a kind by its dotted path, with its Elasticsearch type; objects are not listed. */
    public static Map<String, String> fields(String kind) {
        Map<String, String> fields = new TreeMap<>();
        try {
            leaves(Json.tree(json(kind)).at("/template/mappings"), "", fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    private static void leaves(JsonNode object, String prefix, Map<String, String> fields) {
        object.path("properties").fields().forEachRemaining(e -> {
            if (e.getValue().has("properties")) {
                leaves(e.getValue(), prefix + e.getKey() + ".", fields);
            } else {
                fields.put(prefix + e.getKey(), e.getValue().path("type").asText());
            }
        });
    }
}
