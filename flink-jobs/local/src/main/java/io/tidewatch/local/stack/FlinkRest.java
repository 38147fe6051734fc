package io.tidewatch.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.job.metric.HeardBurst;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** What Flink says about the jobs that run. */
public final class FlinkRest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String FAILING = ".failing_rules";
    private static final String EVICTING = ".evicting_rules";
    private static final String SERIES = ".rule_series";
    private static final String CPU = ".rule_cpu";
    private static final String HEARS = ".rule_hears";
    private static final String SUSPENDED = ".suspended_rules";
    private static final String LATE = ".late_origins";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** @param url of the Flink UI */
    public FlinkRest(String url) {
        this.url = url;
    }

    /** Every job that Flink knows. */
    JsonNode jobs() throws IOException {
        return get("/jobs/overview").path("jobs");
    }

    /** Rules whose expressions divided by zero or overflowed since they are live, and how often. */
    public Map<String, Long> failingRules() throws IOException {
        return byName(FAILING, Math::max); // subtasks of one process share their counts
    }

    /** Rules at their {@code max_series}, and how many groups they have dropped since the job started. */
    public Map<String, Long> evictingRules() throws IOException {
        return byName(EVICTING, Long::sum);
    }

    /** How many groups each rule follows. */
    public Map<String, Long> ruleSeries() throws IOException {
        return byName(SERIES, Long::sum);
    }

    /** Processor time that each rule takes, over the last five minutes, microseconds in each second. */
    public Map<String, Long> ruleCpu() throws IOException {
        return byName(CPU, Long::sum);
    }

    /** How small a burst rules hear in a typical group, by window: the mean of what the subtasks say. */
    public List<HeardBurst> ruleHears() throws IOException {
        return HeardBurst.together(texts(HEARS));
    }

    /** Rules that are suspended because of their processor time, and for how many minutes yet. */
    public Map<String, Long> suspendedRules() throws IOException {
        return byName(SUSPENDED, Math::max);
    }

    /**
     * Topics and partitions of raw feedback whose messages are steadily late, so that event time does not wait for them, and by
     * how many seconds.
     */
    public Map<String, Long> lateOrigins() throws IOException {
        return byName(LATE, Math::max);
    }

    /**
     * Records that sources have handed on since their job was started, as of a second or two ago.
     *
     * @param job id of the job
     * @param sources names of sources
     */
    public long sourceRecords(String job, List<String> sources) throws IOException {
        String path = "/jobs/" + job;
        long records = 0;
        for (JsonNode vertex : get(path).path("vertices")) {
            String name = vertex.path("name").asText();
            if (sources.stream().anyMatch(s -> name.equals("Source: " + s) || name.startsWith("Source: " + s + " "))) {
                records += get(path + "/vertices/" + vertex.path("id").asText()
                                + "/subtasks/metrics?get=numRecordsIn&agg=sum")
                        .path(0)
                        .path("sum")
                        .asLong();
            }
        }
        return records;
    }

    private Map<String, Long> byName(String gauge, BinaryOperator<Long> together) throws IOException {
        Map<String, Long> all = new TreeMap<>();
        texts(gauge).forEach(counts -> add(counts, all, together));
        return all;
    }

    /** What a gauge says in each subtask that has it. */
    private List<String> texts(String gauge) throws IOException {
        List<String> all = new ArrayList<>();
        for (JsonNode job : jobs()) {
            if (!job.path("state").asText().equals("RUNNING")) {
                continue;
            }
            String path = "/jobs/" + job.path("jid").asText();
            for (JsonNode vertex : get(path).path("vertices")) {
                String metrics = path + "/vertices/" + vertex.path("id").asText() + "/metrics";
                List<String> ids = new ArrayList<>();
                for (JsonNode metric : get(metrics)) {
                    String id = metric.path("id").asText();
                    if (id.endsWith(gauge)) {
                        ids.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
                    }
                }
                if (!ids.isEmpty()) {
                    get(metrics + "?get=" + String.join(",", ids))
                            .forEach(m -> all.add(m.path("value").asText()));
                }
            }
        }
        return all;
    }

    /** @param counts {@code name=times}, with commas between */
    private static void add(String counts, Map<String, Long> all, BinaryOperator<Long> together) {
        for (String count : counts.split(",")) {
            int equals = count.lastIndexOf('=');
            if (equals > 0) {
                all.merge(count.substring(0, equals), Long.parseLong(count.substring(equals + 1)), together);
            }
        }
    }

    private JsonNode get(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).build();
        try {
            return Json.tree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        }
    }
}
