package io.tidewatch.dashboard.kibana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one panel asks of Elasticsearch.
 *
 * @param index alias to search
 * @param queryJson body of the search
 */
public record PanelQuery(String title, String index, String queryJson) {
    /** True when the answer would draw something: documents, and a bucket or a figure for each aggregation. */
    public boolean isAnswered(JsonNode answer) {
        if (answer.at("/hits/total/value").asLong() == 0) {
            return false;
        }
        for (JsonNode aggregation : answer.path("aggregations")) {
            if (!draws(aggregation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean draws(JsonNode aggregation) {
        if (aggregation.has("buckets")) {
            if (aggregation.path("buckets").isEmpty()) {
                return false;
            }
            for (JsonNode inner : aggregation.path("buckets").path(0)) {
                if (inner.has("buckets") && !draws(inner)) {
                    return false;
                }
            }
            return true;
        }
        return aggregation.has("doc_count")
                ? aggregation.path("doc_count").asLong() > 0
                : aggregation.path("value").isNumber();
    }
}
