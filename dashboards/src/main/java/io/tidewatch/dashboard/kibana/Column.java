package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * One column of a Lens layer. Only operations that {@link PanelQueries} can translate exist here.
 *
 * @param id unique within the panel
 * @param field {@link #RECORDS} for a count
 * @param kql restricts a metric to some documents; null for all
 */
record Column(
        String id,
        String label,
        String operation,
        String dataType,
        boolean bucketed,
        String scale,
        String field,
        @Nullable String kql,
        ObjectNode params) {
    static final String RECORDS = "___records___";

    static Column count(String label) {
        return metric("count", label, "count", RECORDS, null);
    }

    /** @param kql for example {@code is_complaint : 1} */
    static Column count(String label, String kql) {
        return metric("count", label, "count", RECORDS, kql);
    }

    static Column distinct(String label, String field) {
        return metric("distinct", label, "unique_count", field, null);
    }

    /** The mean of a field of zeros and ones, shown in percent. */
    static Column share(String label, String field) {
        Column c = metric("share", label, "average", field, null);
        c.params().putObject("format").put("id", "percent").putObject("params").put("decimals", 1);
        return c;
    }

    /** The {@code size} values with most documents by the given column. */
    static Column top(String label, String field, int size, Column by) {
        ObjectNode params = Json.MAPPER.createObjectNode();
        params.put("size", size);
        params.putObject("orderBy").put("type", "column").put("columnId", by.id());
        params.put("orderDirection", "desc");
        params.put("otherBucket", false);
        params.put("missingBucket", false);
        params.putObject("parentFormat").put("id", "terms");
        params.putArray("include");
        params.putArray("exclude");
        params.put("includeIsRegex", false);
        params.put("excludeIsRegex", false);
        return new Column("top-" + field, label, "terms", "string", true, "ordinal", field, null, params);
    }

    static Column overTime() {
        ObjectNode params = Json.MAPPER.createObjectNode();
        params.put("interval", "auto");
        params.put("includeEmptyRows", true);
        params.put("dropPartials", false);
        return new Column("time", "@timestamp", "date_histogram", "date", true, "interval", "@timestamp", null, params);
    }

    private static Column metric(String id, String label, String operation, String field, @Nullable String kql) {
        ObjectNode params = Json.MAPPER.createObjectNode();
        params.put("emptyAsNull", !"average".equals(operation));
        if ("average".equals(operation)) {
            params.remove("emptyAsNull");
        }
        return new Column(id, label, operation, "number", false, "ratio", field, kql, params);
    }

    ObjectNode json() {
        ObjectNode n = Json.MAPPER.createObjectNode();
        n.put("label", label);
        n.put("customLabel", true);
        n.put("dataType", dataType);
        n.put("operationType", operation);
        n.put("isBucketed", bucketed);
        n.put("scale", scale);
        n.put("sourceField", field);
        if (kql != null) {
            n.putObject("filter").put("language", "kuery").put("query", kql);
        }
        n.set("params", params);
        return n;
    }
}
