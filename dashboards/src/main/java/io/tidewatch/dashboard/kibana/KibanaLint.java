package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What would make Kibana refuse saved objects, or take them and draw nothing, as far as it can be known without Kibana.
 */
final class KibanaLint {
    /** At this migration version the attributes of a dashboard are a closed set. */
    private static final Set<String> DASHBOARD_ATTRIBUTES = Set.of(
            "title",
            "description",
            "kibanaSavedObjectMeta",
            "timeRestore",
            "timeFrom",
            "timeTo",
            "refreshInterval",
            "controlGroupInput",
            "panelsJSON",
            "optionsJSON",
            "hits",
            "version");

    private static final Set<String> ACCESSORS = Set.of(
            "metricAccessor",
            "xAccessor",
            "yAccessor",
            "splitAccessor",
            "valueAccessor",
            "tagAccessor",
            "accessors",
            "primaryGroups",
            "metrics");
    private static final int WIDTH = 48;

    private final Map<String, JsonNode> byId = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private KibanaLint() {}

    /** All problems, each naming the object; empty when there are none. */
    static List<String> problems(List<JsonNode> objects) throws JsonProcessingException {
        KibanaLint lint = new KibanaLint();
        for (JsonNode o : objects) {
            if (lint.byId.put(key(o), o) != null) {
                lint.problems.add(key(o) + ": more than once");
            }
        }
        for (JsonNode o : objects) {
            lint.object(o);
        }
        return lint.problems;
    }

    private static String key(JsonNode o) {
        return o.path("type").asText() + ":" + o.path("id").asText();
    }

    private void object(JsonNode o) throws JsonProcessingException {
        String type = o.path("type").asText();
        String expected = SavedObjects.TYPE_VERSIONS.get(type);
        check(expected != null, o, "type is not one of " + new TreeSet<>(SavedObjects.TYPE_VERSIONS.keySet()));
        check(
                o.path("typeMigrationVersion").asText().equals(expected),
                o,
                "typeMigrationVersion is '" + o.path("typeMigrationVersion").asText() + "', expected " + expected);
        check(
                o.path("coreMigrationVersion").asText().equals(SavedObjects.CORE_VERSION),
                o,
                "coreMigrationVersion is '" + o.path("coreMigrationVersion").asText() + "', expected "
                        + SavedObjects.CORE_VERSION);
        Set<String> names = new HashSet<>();
        for (JsonNode r : o.path("references")) {
            check(
                    names.add(r.path("name").asText()),
                    o,
                    "reference twice: " + r.path("name").asText());
            check(byId.containsKey(key(r)), o, "reference to nothing: " + key(r));
        }
        if (type.equals("dashboard")) {
            dashboard(o, names);
        } else if (type.equals("search")) {
            search(o, names);
        } else if (type.equals("index-pattern")) {
            String alias = o.at("/attributes/title").asText();
            check(fields(alias) != null, o, "no index template has the alias " + alias);
        }
    }

    private void dashboard(JsonNode o, Set<String> names) throws JsonProcessingException {
        o.path("attributes")
                .fieldNames()
                .forEachRemaining(a -> check(DASHBOARD_ATTRIBUTES.contains(a), o, "unknown attribute " + a));
        Set<String> used = new HashSet<>();
        List<JsonNode> placed = new ArrayList<>();
        for (JsonNode panel : Json.tree(o.at("/attributes/panelsJSON").asText())) {
            String index = panel.path("panelIndex").asText();
            JsonNode grid = panel.path("gridData");
            check(index.equals(grid.path("i").asText()), o, "panelIndex differs from gridData.i: " + index);
            check(
                    grid.path("x").asInt() >= 0
                            && grid.path("w").asInt() > 0
                            && grid.path("h").asInt() > 0
                            && grid.path("x").asInt() + grid.path("w").asInt() <= WIDTH,
                    o,
                    "panel is outside the grid of " + WIDTH + " columns: " + title(panel));
            for (JsonNode other : placed) {
                check(
                        !overlap(grid, other.path("gridData")),
                        o,
                        "panels overlap: " + title(panel) + ", " + title(other));
                check(!other.path("panelIndex").asText().equals(index), o, "panelIndex twice: " + index);
            }
            placed.add(panel);
            if (panel.has("panelRefName")) {
                used.add(index + ":" + panel.path("panelRefName").asText());
            }
            for (JsonNode r : panel.at("/embeddableConfig/attributes/references")) {
                used.add(index + ":" + r.path("name").asText());
            }
            if (panel.path("type").asText().equals("lens")) {
                lens(o, panel);
            } else {
                check(panel.path("type").asText().equals("search"), o, "panel type is neither lens nor search");
            }
        }
        JsonNode controls =
                Json.tree(o.at("/attributes/controlGroupInput/panelsJSON").asText("{}"));
        controls.fields().forEachRemaining(c -> {
            String name = "controlGroup_" + c.getKey() + ":optionsListDataView";
            used.add(name);
            for (JsonNode r : o.path("references")) {
                if (r.path("name").asText().equals(name)) {
                    aggregatable(
                            o,
                            "control",
                            viewOf(r),
                            c.getValue().at("/explicitInput/fieldName").asText());
                }
            }
        });
        for (String name : new TreeSet<>(used)) {
            check(names.contains(name), o, "reference is missing: " + name);
        }
        for (String name : new TreeSet<>(names)) {
            check(used.contains(name), o, "reference is not used: " + name);
        }
    }

    private void search(JsonNode o, Set<String> names) throws JsonProcessingException {
        JsonNode source = Json.tree(
                o.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
        check(names.contains(source.path("indexRefName").asText()), o, "indexRefName has no reference");
        String view = viewOf(o.path("references").path(0));
        query(o, "search", view, source.at("/query/query").asText());
        for (JsonNode column : o.at("/attributes/columns")) {
            exists(o, "column", view, column.asText());
        }
        for (JsonNode sort : o.at("/attributes/sort")) {
            aggregatable(o, "sort", view, sort.path(0).asText());
        }
    }

    private void lens(JsonNode o, JsonNode panel) {
        String title = title(panel);
        JsonNode attributes = panel.at("/embeddableConfig/attributes");
        JsonNode sources = attributes.at("/state/datasourceStates");
        check(sources.has("formBased"), o, title + ": datasource is not formBased");
        sources.at("/formBased/layers").fields().forEachRemaining(e -> {
            String name = "indexpattern-datasource-layer-" + e.getKey();
            JsonNode reference = null;
            for (JsonNode r : attributes.path("references")) {
                reference = r.path("name").asText().equals(name) ? r : reference;
            }
            check(reference != null, o, title + ": layer has no reference " + name);
            String view = reference == null ? "" : viewOf(reference);
            query(o, title, view, attributes.at("/state/query/query").asText());
            layer(o, title, view, e.getValue());
            accessors(o, title, e.getValue().path("columns"), attributes.at("/state/visualization"), e.getKey());
        });
    }

    private void layer(JsonNode o, String title, String view, JsonNode layer) {
        Set<String> columns = new TreeSet<>();
        layer.path("columns").fieldNames().forEachRemaining(columns::add);
        Set<String> ordered = new TreeSet<>();
        boolean metricSeen = false;
        for (JsonNode id : layer.path("columnOrder")) {
            ordered.add(id.asText());
            boolean bucketed =
                    layer.path("columns").path(id.asText()).path("isBucketed").asBoolean();
            check(!(bucketed && metricSeen), o, title + ": bucket after a metric: " + id.asText());
            metricSeen |= !bucketed;
        }
        check(columns.equals(ordered), o, title + ": columnOrder " + ordered + " is not the columns " + columns);
        for (JsonNode column : layer.path("columns")) {
            String operation = column.path("operationType").asText();
            check(
                    PanelQueries.OPERATIONS.contains(operation),
                    o,
                    title + ": operation '" + operation + "' is not one of " + new TreeSet<>(PanelQueries.OPERATIONS));
            String field = column.path("sourceField").asText();
            if (!(operation.equals("count") && field.equals(Column.RECORDS))) {
                aggregatable(o, title, view, field);
            }
            query(o, title, view, column.at("/filter/query").asText(""));
            JsonNode by = column.at("/params/orderBy/columnId");
            check(by.isMissingNode() || columns.contains(by.asText()), o, title + ": ordered by no column: " + by);
        }
    }

    private void accessors(JsonNode o, String title, JsonNode columns, JsonNode state, String layerId) {
        check(
                state.findValuesAsText("layerId").contains(layerId),
                o,
                title + ": the visualisation does not name layer " + layerId);
        state.fields().forEachRemaining(e -> {
            if (ACCESSORS.contains(e.getKey())) {
                (e.getValue().isArray() ? e.getValue() : List.of(e.getValue()))
                        .forEach(a -> check(
                                columns.has(a.asText()),
                                o,
                                title + ": " + e.getKey() + " names no column: " + a.asText()));
            }
        });
        for (JsonNode layer : state.path("layers")) {
            accessors(o, title, columns, layer, layerId);
        }
    }

    private void query(JsonNode o, String title, String view, String kql) {
        try {
            Kql.terms(kql).keySet().forEach(field -> exists(o, title, view, field));
        } catch (IllegalArgumentException e) {
            problems.add(key(o) + ": " + title + ": " + e.getMessage());
        }
    }

    private void exists(JsonNode o, String title, String view, String field) {
        Map<String, String> fields = fields(view);
        check(fields != null && fields.containsKey(field), o, title + ": no field '" + field + "' in " + view);
    }

    private void aggregatable(JsonNode o, String title, String view, String field) {
        exists(o, title, view, field);
        Map<String, String> fields = fields(view);
        check(
                fields == null || !"text".equals(fields.get(field)),
                o,
                title + ": field '" + field + "' of " + view + " is text and cannot be aggregated");
    }

    private String viewOf(JsonNode reference) {
        JsonNode view = byId.get(key(reference));
        return view == null ? "" : view.at("/attributes/title").asText();
    }

    private static @org.jspecify.annotations.Nullable Map<String, String> fields(String alias) {
        for (String kind : IndexTemplates.KINDS) {
            if (IndexTemplates.alias(kind).equals(alias)) {
                return IndexTemplates.fields(kind);
            }
        }
        return null;
    }

    private static String title(JsonNode panel) {
        return panel.path("title").asText(panel.path("panelRefName").asText());
    }

    private static boolean overlap(JsonNode a, JsonNode b) {
        return a.path("x").asInt() < b.path("x").asInt() + b.path("w").asInt()
                && b.path("x").asInt() < a.path("x").asInt() + a.path("w").asInt()
                && a.path("y").asInt() < b.path("y").asInt() + b.path("h").asInt()
                && b.path("y").asInt() < a.path("y").asInt() + a.path("h").asInt();
    }

    private void check(boolean fine, JsonNode o, String problem) {
        if (!fine) {
            problems.add(key(o) + ": " + problem);
        }
    }
}
