package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The form of Kibana's saved objects, as 8.9 and later read it. The migration versions are written out and stay below
 * those of any server that we support: a newer one is refused, and without one Kibana replays every old migration over
 * a state that is already new.
 */
final class SavedObjects {
    static final String CORE_VERSION = "8.8.0";

    /** Type → the version its state is written in. */
    static final Map<String, String> TYPE_VERSIONS =
            Map.of("index-pattern", "7.11.0", "search", "8.0.0", "dashboard", "8.9.0");

    private SavedObjects() {}

    static ObjectNode reference(String type, String id, String name) {
        return Json.MAPPER.createObjectNode().put("type", type).put("id", id).put("name", name);
    }

    static ObjectNode panel(String type, String index, Panel.Grid grid) {
        ObjectNode panel = Json.MAPPER.createObjectNode();
        panel.put("type", type);
        panel.put("panelIndex", index);
        panel.putObject("gridData")
                .put("x", grid.x())
                .put("y", grid.y())
                .put("w", grid.w())
                .put("h", grid.h())
                .put("i", index);
        return panel;
    }

    static ObjectNode object(String type, String id, ObjectNode attributes, ArrayNode references) {
        ObjectNode o = Json.MAPPER.createObjectNode();
        o.put("type", type);
        o.put("id", id);
        o.set("attributes", attributes);
        o.set("references", references);
        o.put("coreMigrationVersion", CORE_VERSION);
        o.put("typeMigrationVersion", TYPE_VERSIONS.get(type));
        o.put("managed", false);
        return o;
    }

    static ObjectNode dataView(String id, String name) {
        ObjectNode a = Json.MAPPER.createObjectNode();
        a.put("title", id);
        a.put("name", name);
        a.put("timeFieldName", "@timestamp");
        a.put("fields", "[]");
        a.put("fieldAttrs", "{}");
        a.put("runtimeFieldMap", "{}");
        a.put("sourceFilters", "[]");
        a.put("typeMeta", "{}");
        return object("index-pattern", id, a, Json.MAPPER.createArrayNode());
    }

    static ObjectNode search(String id, String title, String dataView, String kql, List<String> columns) {
        String reference = "kibanaSavedObjectMeta.searchSourceJSON.index";
        ObjectNode source = Json.MAPPER.createObjectNode();
        source.putObject("query").put("query", kql).put("language", "kuery");
        source.putArray("filter");
        source.put("indexRefName", reference);
        ObjectNode a = Json.MAPPER.createObjectNode();
        a.put("title", title);
        a.put("description", "");
        ArrayNode shown = a.putArray("columns");
        columns.forEach(shown::add);
        a.putArray("sort").addArray().add("@timestamp").add("desc");
        a.put("hideChart", true);
        a.put("rowHeight", 2);
        a.putObject("grid");
        a.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", source.toString());
        return object(
                "search", id, a, Json.MAPPER.createArrayNode().add(reference("index-pattern", dataView, reference)));
    }

    /** @throws JsonProcessingException naming nothing but the position when a line is not JSON */
    static List<JsonNode> parse(String ndjson) throws JsonProcessingException {
        List<JsonNode> out = new ArrayList<>();
        for (String line : ndjson.split("\n")) {
            if (!line.isBlank()) {
                out.add(Json.tree(line));
            }
        }
        return out;
    }
}
