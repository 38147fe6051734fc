package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * One Lens panel, held by the dashboard itself.
 *
 * @param dataView id of an index pattern
 * @param kql of the whole panel; empty for all documents
 * @param columns buckets first, in the order of nesting
 * @param visualization Lens state without {@code layerId}, which is added where Lens wants it
 */
record Panel(
        String title,
        String dataView,
        String type,
        Grid grid,
        String kql,
        List<Column> columns,
        ObjectNode visualization) {
    /** A place on Kibana's grid of 48 columns. */
    record Grid(int x, int y, int w, int h) {}

    /** The same on every run, so that differences between two versions are real ones. */
    static String id(String name) {
        return UUID.nameUUIDFromBytes(("tidewatch/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    String index() {
        return id("panel/" + title);
    }

    String layer() {
        return id("layer/" + title);
    }

    String referenceName() {
        return "indexpattern-datasource-layer-" + layer();
    }

    ObjectNode reference(String name) {
        return SavedObjects.reference("index-pattern", dataView, name);
    }

    ObjectNode json() {
        ObjectNode panel = SavedObjects.panel("lens", index(), grid);
        panel.put("title", title);
        ObjectNode config = panel.putObject("embeddableConfig");
        ObjectNode attributes = config.putObject("attributes");
        attributes.put("title", title);
        attributes.put("description", "");
        attributes.put("type", "lens");
        attributes.put("visualizationType", type);
        attributes.putArray("references").add(reference(referenceName()));
        ObjectNode state = attributes.putObject("state");
        state.set("visualization", visualization());
        state.putObject("query").put("query", kql).put("language", "kuery");
        state.putArray("filters");
        state.putArray("internalReferences");
        state.putObject("adHocDataViews");
        ObjectNode sources = state.putObject("datasourceStates");
        ObjectNode layer = sources.putObject("formBased").putObject("layers").putObject(layer());
        ArrayNode order = layer.putArray("columnOrder");
        ObjectNode byId = layer.putObject("columns");
        for (Column c : columns) {
            order.add(c.id());
            byId.set(c.id(), c.json());
        }
        layer.putObject("incompleteColumns");
        layer.put("sampling", 1);
        layer.put("ignoreGlobalFilters", false);
        config.put("hidePanelTitles", false);
        config.putObject("enhancements");
        return panel;
    }

    /** Charts of the XY and the pie family carry a list of layers, the others are their only layer. */
    private ObjectNode placed() {
        ObjectNode v = visualization.deepCopy();
        if (v.has("layers")) {
            v.path("layers")
                    .forEach(l -> ((ObjectNode) l).put("layerId", layer()).put("layerType", "data"));
        } else {
            v.put("layerId", layer()).put("layerType", "data");
        }
        return v;
    }

    @Override
    public ObjectNode visualization() {
        return placed();
    }

    static Panel tile(String title, String dataView, Grid grid, Column metric, String colour) {
        ObjectNode v = Json.MAPPER.createObjectNode();
        v.put("metricAccessor", metric.id());
        v.put("color", colour);
        return new Panel(title, dataView, "lnsMetric", grid, "", List.of(metric), v);
    }

    /** @param seriesType for example {@code line} */
    static Panel overTime(
            String title, String dataView, Grid grid, String kql, String seriesType, Column split, Column metric) {
        Column time = Column.overTime();
        ObjectNode v = Json.MAPPER.createObjectNode();
        v.putObject("legend").put("isVisible", true).put("position", "right").put("shouldTruncate", true);
        v.put("valueLabels", "hide");
        v.put("fittingFunction", "None");
        v.put("preferredSeriesType", seriesType);
        ObjectNode layer = v.putArray("layers").addObject();
        layer.put("seriesType", seriesType);
        layer.put("xAccessor", time.id());
        layer.put("splitAccessor", split.id());
        layer.putArray("accessors").add(metric.id());
        layer.putObject("palette").put("type", "palette").put("name", "default");
        return new Panel(title, dataView, "lnsXY", grid, kql, List.of(time, split, metric), v);
    }

    static Panel donut(String title, String dataView, Grid grid, String kql, Column slices, Column metric) {
        ObjectNode v = Json.MAPPER.createObjectNode();
        v.put("shape", "donut");
        ObjectNode layer = v.putArray("layers").addObject();
        layer.putArray("primaryGroups").add(slices.id());
        layer.putArray("metrics").add(metric.id());
        layer.put("numberDisplay", "percent");
        layer.put("categoryDisplay", "default");
        layer.put("legendDisplay", "default");
        layer.put("nestedLegend", false);
        return new Panel(title, dataView, "lnsPie", grid, kql, List.of(slices, metric), v);
    }

    static Panel heat(String title, String dataView, Grid grid, String kql, Column x, Column y, Column metric) {
        ObjectNode v = Json.MAPPER.createObjectNode();
        v.put("shape", "heatmap");
        v.put("xAccessor", x.id());
        v.put("yAccessor", y.id());
        v.put("valueAccessor", metric.id());
        v.putObject("legend").put("isVisible", true).put("position", "right").put("type", "heatmap_legend");
        v.putObject("gridConfig")
                .put("type", "heatmap_grid")
                .put("isCellLabelVisible", true)
                .put("isYAxisLabelVisible", true)
                .put("isXAxisLabelVisible", true)
                .put("isYAxisTitleVisible", false)
                .put("isXAxisTitleVisible", false);
        return new Panel(title, dataView, "lnsHeatmap", grid, kql, List.of(x, y, metric), v);
    }

    static Panel cloud(String title, String dataView, Grid grid, String kql, Column words, Column metric) {
        ObjectNode v = Json.MAPPER.createObjectNode();
        v.put("tagAccessor", words.id());
        v.put("valueAccessor", metric.id());
        v.put("orientation", "single");
        v.put("minFontSize", 18);
        v.put("maxFontSize", 72);
        v.put("showLabel", false);
        return new Panel(title, dataView, "lnsTagcloud", grid, kql, List.of(words, metric), v);
    }
}
