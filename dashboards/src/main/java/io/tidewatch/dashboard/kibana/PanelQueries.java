package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Translates the panels of saved dashboards into the aggregations that Kibana would ask for. */
final class PanelQueries {
    /** The closed set of operations: what is not here cannot be checked and is not allowed. */
    static final Set<String> OPERATIONS =
            Set.of("terms", "date_histogram", "count", "average", "sum", "min", "max", "median", "unique_count");

    private PanelQueries() {}

    /** @throws IllegalArgumentException naming panel and operation when one cannot be translated */
    static List<PanelQuery> of(List<JsonNode> objects) throws JsonProcessingException {
        Map<String, JsonNode> byId = new HashMap<>();
        objects.forEach(
                o -> byId.put(o.path("type").asText() + ":" + o.path("id").asText(), o));
        List<PanelQuery> out = new ArrayList<>();
        for (JsonNode o : objects) {
            if (!"dashboard".equals(o.path("type").asText())) {
                continue;
            }
            for (JsonNode panel : Json.tree(o.at("/attributes/panelsJSON").asText())) {
                if ("lens".equals(panel.path("type").asText())) {
                    out.add(lens(panel, byId));
                } else if ("search".equals(panel.path("type").asText())) {
                    String name = panel.path("panelIndex").asText() + ":"
                            + panel.path("panelRefName").asText();
                    for (JsonNode r : o.path("references")) {
                        if (r.path("name").asText().equals(name)) {
                            String id = "search:" + r.path("id").asText();
                            out.add(search(Objects.requireNonNull(byId.get(id), id), byId));
                        }
                    }
                }
            }
        }
        return out;
    }

    private static PanelQuery lens(JsonNode panel, Map<String, JsonNode> byId) {
        String title = panel.path("title").asText();
        JsonNode attributes = panel.at("/embeddableConfig/attributes");
        JsonNode layer = attributes
                .at("/state/datasourceStates/formBased/layers")
                .elements()
                .next();
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("size", 0);
        body.put("track_total_hits", true);
        body.set("query", Kql.filter(attributes.at("/state/query/query").asText()));
        ObjectNode level = body;
        List<JsonNode> metrics = new ArrayList<>();
        List<String> metricIds = new ArrayList<>();
        for (JsonNode id : layer.path("columnOrder")) {
            JsonNode column = layer.path("columns").path(id.asText());
            if (column.path("isBucketed").asBoolean()) {
                ObjectNode aggregation = level.putObject("aggs").putObject(id.asText());
                bucket(title, column, aggregation);
                level = aggregation;
            } else {
                metrics.add(column);
                metricIds.add(id.asText());
            }
        }
        for (int i = 0; i < metrics.size(); i++) {
            metric(title, metrics.get(i), metricIds.get(i), level);
        }
        return new PanelQuery(title, index(attributes.path("references"), byId), body.toString());
    }

    private static void bucket(String title, JsonNode column, ObjectNode aggregation) {
        String field = column.path("sourceField").asText();
        switch (column.path("operationType").asText()) {
            case "terms" ->
                aggregation
                        .putObject("terms")
                        .put("field", field)
                        .put("size", column.at("/params/size").asInt());
            case "date_histogram" ->
                aggregation
                        .putObject("date_histogram")
                        .put("field", field)
                        .put("fixed_interval", "30m")
                        .put("min_doc_count", 1);
            default -> throw untranslatable(title, column);
        }
    }

    private static void metric(String title, JsonNode column, String id, ObjectNode level) {
        String operation = column.path("operationType").asText();
        JsonNode kql = column.at("/filter/query");
        ObjectNode target = level;
        if (kql.isTextual()) {
            ObjectNode filtered = aggregations(level).putObject(id);
            filtered.set("filter", Kql.filter(kql.asText()));
            target = filtered;
        }
        if (operation.equals("count")) {
            return;
        }
        String name = switch (operation) {
            case "average" -> "avg";
            case "sum", "min", "max" -> operation;
            case "median" -> "percentiles";
            case "unique_count" -> "cardinality";
            default -> throw untranslatable(title, column);
        };
        aggregations(target)
                .putObject(id)
                .putObject(name)
                .put("field", column.path("sourceField").asText());
    }

    private static ObjectNode aggregations(ObjectNode level) {
        return level.has("aggs") ? (ObjectNode) level.get("aggs") : level.putObject("aggs");
    }

    private static PanelQuery search(JsonNode search, Map<String, JsonNode> byId) throws JsonProcessingException {
        JsonNode source = Json.tree(
                search.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("size", 20);
        body.put("track_total_hits", true);
        body.set("query", Kql.filter(source.at("/query/query").asText()));
        body.set("_source", search.at("/attributes/columns"));
        for (JsonNode s : search.at("/attributes/sort")) {
            body.withArray("sort").addObject().put(s.path(0).asText(), s.path(1).asText());
        }
        return new PanelQuery(
                search.at("/attributes/title").asText(), index(search.path("references"), byId), body.toString());
    }

    private static String index(JsonNode references, Map<String, JsonNode> byId) {
        JsonNode view =
                byId.get("index-pattern:" + references.path(0).path("id").asText());
        if (view == null) {
            throw new IllegalArgumentException("no index pattern for " + references);
        }
        return view.at("/attributes/title").asText();
    }

    private static IllegalArgumentException untranslatable(String title, JsonNode column) {
        return new IllegalArgumentException("panel '" + title + "': operation '"
                + column.path("operationType").asText() + "', expected one of " + OPERATIONS);
    }
}
