package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Complaints over the last 24 hours in bins of ten minutes, split by issue, with the day before for comparison.
 *
 * @param from start of the first bin, epoch milliseconds; the last bin holds the present instant and is not full
 * @param all messages of any kind per bin: a bin without any is a gap in the data, not a quiet one
 * @param complaints per bin
 * @param dayBefore complaints 24 hours earlier; −1 where there was no message of any kind
 * @param issues issue → complaints per bin, in the order asked for; a message about several of them counts for the first,
 *     so that they add up to no more than the complaints. Without counts when none was asked for: the largest few
 * @param recent public complaints, newest first
 */
record VolumeHistory(
        long from, long[] all, long[] complaints, long[] dayBefore, Map<String, long[]> issues, List<Quote> recent) {
    static final long STEP_MILLIS = 600_000;
    static final int BINS = 144;

    private static final long DAY_MILLIS = STEP_MILLIS * BINS;
    private static final int RECENT = 30;

    /** Start of the first bin, so that the last one holds {@code now}. */
    static long from(long now) {
        return Math.floorDiv(now, STEP_MILLIS) * STEP_MILLIS - (BINS - 1) * STEP_MILLIS;
    }

    /** @param issues to split by; when empty, only which the largest few are */
    static String query(long now, List<String> issues) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("size", RECENT);
        root.putArray("_source")
                .add("id")
                .add("text")
                .add("source")
                .add("visibility")
                .add("event_time")
                .add("region")
                .add("issues");
        root.putArray("sort").addObject().put("@timestamp", "desc");
        root.put("track_total_hits", false);
        ObjectNode range = Json.MAPPER.createObjectNode();
        range.putObject("range")
                .putObject("@timestamp")
                .put("gte", from(now) - DAY_MILLIS)
                .put("lte", now)
                .put("format", "epoch_millis");
        ArrayNode filter = root.putObject("query").putObject("bool").putArray("filter");
        filter.add(range);
        ObjectNode post = root.putObject("post_filter").putObject("bool");
        post.putArray("filter")
                .add(term("visibility", "public"))
                .add(term("is_complaint", 1))
                .addObject()
                .putObject("range")
                .putObject("@timestamp")
                .put("gte", now - DAY_MILLIS)
                .put("format", "epoch_millis");
        post.putArray("must_not").add(term("deleted", true));
        ObjectNode aggregations = root.putObject("aggs");
        ObjectNode all = aggregations.putObject("all");
        histogram(all);
        all.putObject("aggs").putObject("complaints").set("filter", term("is_complaint", 1));
        ObjectNode today = aggregations.putObject("today");
        today.putObject("filter")
                .putObject("bool")
                .putArray("filter")
                .add(term("is_complaint", 1))
                .addObject()
                .putObject("range")
                .putObject("@timestamp")
                .put("gte", from(now))
                .put("format", "epoch_millis");
        ObjectNode byIssue = today.putObject("aggs").putObject("issues");
        if (issues.isEmpty()) {
            byIssue.putObject("terms").put("field", "issues").put("size", WallView.CHART_ISSUES);
        } else {
            ObjectNode filters = byIssue.putObject("filters").putObject("filters");
            for (int i = 0; i < issues.size(); i++) {
                ObjectNode only = filters.putObject(issues.get(i)).putObject("bool");
                only.putArray("filter").add(term("issues", issues.get(i)));
                ArrayNode others = only.putArray("must_not");
                issues.subList(0, i).forEach(before -> others.add(term("issues", before)));
            }
            histogram(byIssue.putObject("aggs").putObject("bins"));
        }
        return root.toString();
    }

    private static ObjectNode term(String field, Object value) {
        ObjectNode n = Json.MAPPER.createObjectNode();
        n.putObject("term").putPOJO(field, value);
        return n;
    }

    private static void histogram(ObjectNode aggregation) {
        aggregation
                .putObject("date_histogram")
                .put("field", "@timestamp")
                .put("fixed_interval", STEP_MILLIS + "ms")
                .put("min_doc_count", 1);
    }

    /** @param answer of the search; {@code now} and issues as in the query */
    static VolumeHistory read(JsonNode answer, long now, List<String> issues) {
        long from = from(now);
        long[] all = new long[BINS];
        long[] complaints = new long[BINS];
        long[] before = new long[BINS];
        Arrays.fill(before, -1);
        for (JsonNode b : answer.at("/aggregations/all/buckets")) {
            long bin = Math.floorDiv(b.path("key").asLong() - from, STEP_MILLIS);
            long n = b.at("/complaints/doc_count").asLong();
            if (bin >= 0 && bin < BINS) {
                all[(int) bin] = b.path("doc_count").asLong();
                complaints[(int) bin] = n;
            } else if (bin >= -BINS && bin < 0) {
                before[(int) bin + BINS] = n;
            }
        }
        Map<String, long[]> split = new LinkedHashMap<>();
        issues.forEach(i -> split.put(i, new long[BINS]));
        JsonNode buckets = answer.at("/aggregations/today/issues/buckets");
        if (issues.isEmpty()) {
            buckets.forEach(b -> split.put(b.path("key").asText(), new long[BINS]));
        }
        split.forEach((issue, bins) -> {
            for (JsonNode b : buckets.path(issue).at("/bins/buckets")) {
                long bin = Math.floorDiv(b.path("key").asLong() - from, STEP_MILLIS);
                if (bin >= 0 && bin < BINS) {
                    bins[(int) bin] = b.path("doc_count").asLong();
                }
            }
        });
        List<Quote> recent = new ArrayList<>();
        for (JsonNode hit : answer.at("/hits/hits")) {
            Quote.of(hit.path("_source")).ifPresent(recent::add);
        }
        return new VolumeHistory(from, all, complaints, before, split, List.copyOf(recent));
    }

    boolean isEmpty() {
        return Arrays.stream(all).allMatch(n -> n == 0);
    }
}
