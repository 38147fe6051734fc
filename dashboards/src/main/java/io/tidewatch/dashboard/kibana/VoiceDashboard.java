package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.util.List;

/** The analyst's dashboard: how much, about what, in which mood, where, and in whose words. */
final class VoiceDashboard {
    static final String ID = "tidewatch-voice";

    private static final String FEEDBACK = "tidewatch-feedback";
    private static final String ALERTS = "tidewatch-alerts";
    private static final String EVIDENCE = "tidewatch-evidence";
    private static final String COMPLAINTS = "is_complaint : 1";

    private VoiceDashboard() {}

    static List<Panel> panels() {
        Column count = Column.count("条数 Count");
        return List.of(
                Panel.tile("反馈量 Messages", FEEDBACK, new Panel.Grid(0, 0, 10, 6), count, "#6092C0"),
                Panel.tile(
                        "投诉量 Complaints",
                        FEEDBACK,
                        new Panel.Grid(10, 0, 10, 6),
                        Column.count("条数 Count", COMPLAINTS),
                        "#E7664C"),
                Panel.tile(
                        "负面占比 Negative share",
                        FEEDBACK,
                        new Panel.Grid(20, 0, 9, 6),
                        Column.share("占比 Share", "is_negative"),
                        "#D6BF57"),
                Panel.tile(
                        "发声人数 Voices",
                        FEEDBACK,
                        new Panel.Grid(29, 0, 10, 6),
                        Column.distinct("人数 Voices", "author.id"),
                        "#54B399"),
                Panel.tile(
                        "预警数 Alerts",
                        ALERTS,
                        new Panel.Grid(39, 0, 9, 6),
                        Column.distinct("预警 Alerts", "id"),
                        "#DA8B45"),
                Panel.overTime(
                        // side by side: stacked, a message about two issues would stand in the height twice
                        "各问题投诉量走势 Complaints by issue over time",
                        FEEDBACK,
                        new Panel.Grid(0, 6, 32, 14),
                        COMPLAINTS,
                        "line",
                        Column.top("问题 Issue", "issues", 8, count),
                        count),
                Panel.donut(
                        "各问题提及占比 Share of mentions by issue",
                        FEEDBACK,
                        new Panel.Grid(32, 6, 16, 14),
                        COMPLAINTS,
                        Column.top("问题 Issue", "issues", 10, count),
                        count),
                Panel.overTime(
                        "情绪走势 Sentiment over time",
                        FEEDBACK,
                        new Panel.Grid(0, 20, 24, 12),
                        "",
                        "area_percentage_stacked",
                        Column.top("情绪 Sentiment", "sentiment.label", 3, count),
                        count),
                Panel.cloud(
                        "投诉热词 Words of complaint",
                        FEEDBACK,
                        new Panel.Grid(24, 20, 24, 12),
                        COMPLAINTS,
                        Column.top("词 Word", "keywords", 40, count),
                        count),
                Panel.heat(
                        "地区 × 问题 Region by issue",
                        FEEDBACK,
                        new Panel.Grid(0, 32, 48, 16),
                        COMPLAINTS,
                        Column.top("问题 Issue", "issues", 12, count),
                        Column.top("地区 Region", "region", 12, count),
                        count),
                Panel.overTime(
                        // where one colour ends and the next begins, issues were found by another taxonomy or analysis
                        "由哪一版分析标注 Read by which analysis",
                        FEEDBACK,
                        new Panel.Grid(0, 48, 48, 8),
                        "",
                        "bar_stacked",
                        Column.top("版本 Version", "analysis_version", 5, count),
                        count));
    }

    /** All objects, one JSON object per line, the referenced ones first. */
    static String ndjson() {
        StringBuilder out = new StringBuilder();
        for (ObjectNode o : List.of(
                SavedObjects.dataView(FEEDBACK, "Tidewatch 反馈 feedback"),
                SavedObjects.dataView(ALERTS, "Tidewatch 预警 alerts"),
                SavedObjects.search(
                        EVIDENCE,
                        "投诉原文 Evidence",
                        FEEDBACK,
                        COMPLAINTS,
                        List.of(
                                "source",
                                "region",
                                "issues",
                                "sentiment.label",
                                "text",
                                "media.images",
                                "media.videos",
                                "link")),
                dashboard())) {
            out.append(o).append('\n');
        }
        return out.toString();
    }

    private static ObjectNode dashboard() {
        ArrayNode references = Json.MAPPER.createArrayNode();
        ArrayNode panels = Json.MAPPER.createArrayNode();
        for (Panel p : panels()) {
            panels.add(p.json());
            references.add(p.reference(p.index() + ":" + p.referenceName()));
        }
        String evidence = Panel.id("panel/evidence");
        ObjectNode search = SavedObjects.panel("search", evidence, new Panel.Grid(0, 56, 48, 18));
        search.put("panelRefName", "panel_" + evidence);
        search.putObject("embeddableConfig").putObject("enhancements");
        panels.add(search);
        references.add(SavedObjects.reference("search", EVIDENCE, evidence + ":panel_" + evidence));

        ObjectNode controls = Json.MAPPER.createObjectNode();
        control(controls, references, 0, "channel", "渠道 Channel");
        control(controls, references, 1, "region", "地区 Region");
        control(controls, references, 2, "issues", "问题 Issue");

        ObjectNode a = Json.MAPPER.createObjectNode();
        a.put("title", "听潮 Tidewatch · 客户之声 Voice of the customer");
        a.put("description", "Clone before editing: the next set-up overwrites this copy.");
        a.put("timeRestore", true);
        a.put("timeFrom", "now-24h");
        a.put("timeTo", "now");
        a.putObject("refreshInterval").put("pause", false).put("value", 60_000);
        a.putObject("controlGroupInput")
                .put("controlStyle", "oneLine")
                .put("chainingSystem", "HIERARCHICAL")
                .put("panelsJSON", controls.toString());
        a.put(
                "optionsJSON",
                Json.MAPPER
                        .createObjectNode()
                        .put("useMargins", true)
                        .put("syncColors", true)
                        .put("syncCursor", true)
                        .put("syncTooltips", false)
                        .put("hidePanelTitles", false)
                        .toString());
        a.put("panelsJSON", panels.toString());
        ObjectNode source = Json.MAPPER.createObjectNode();
        source.putObject("query").put("query", "").put("language", "kuery");
        source.putArray("filter");
        a.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", source.toString());
        return SavedObjects.object("dashboard", ID, a, references);
    }

    private static void control(ObjectNode controls, ArrayNode references, int order, String field, String title) {
        String id = Panel.id("control/" + field);
        ObjectNode c = controls.putObject(id);
        c.put("type", "optionsListControl");
        c.put("order", order);
        c.put("grow", true);
        c.put("width", "medium");
        ObjectNode input = c.putObject("explicitInput");
        input.put("id", id);
        input.put("fieldName", field);
        input.put("title", title);
        input.putObject("enhancements");
        references.add(
                SavedObjects.reference("index-pattern", FEEDBACK, "controlGroup_" + id + ":optionsListDataView"));
    }
}
