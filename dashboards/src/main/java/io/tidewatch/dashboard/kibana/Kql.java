package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little of Kibana's query language that our panels use: {@code field : value}, joined by {@code and}. */
final class Kql {
    private static final Pattern TERM = Pattern.compile("\\s*([@\\w.]+) : (\"[^\"]*\"|[\\w.-]+)\\s*");

    private Kql() {}

    /**
     * Field → value, in order.
     *
     * @throws IllegalArgumentException when the query says more than we can read
     */
    static Map<String, String> terms(String kql) {
        Map<String, String> out = new LinkedHashMap<>();
        if (kql.isBlank()) {
            return out;
        }
        for (String part : kql.split(" and ")) {
            Matcher m = TERM.matcher(part);
            if (!m.matches()) {
                throw new IllegalArgumentException("query: '" + kql + "', expected field : value [and …]");
            }
            out.put(m.group(1), m.group(2).replace("\"", ""));
        }
        return out;
    }

    /** A query as an Elasticsearch filter. */
    static ObjectNode filter(String kql) {
        ObjectNode query = Json.MAPPER.createObjectNode();
        ArrayNode filter = query.putObject("bool").putArray("filter");
        terms(kql)
                .forEach((field, value) -> filter.addObject().putObject("term").put(field, value));
        return query;
    }
}
