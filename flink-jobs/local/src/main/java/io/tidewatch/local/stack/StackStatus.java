package io.tidewatch.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.wall.LiveSummary;
import io.tidewatch.job.annotate.TaxonomyUpdate;
import io.tidewatch.local.stored.PastFeedback;
import io.tidewatch.local.stored.ReadPast;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running stack says of itself. What is null is not known.
 *
 * @param addresses by name
 * @param answers whether anybody answers there, by name
 * @param jobs state of each job by its name, in lower case
 * @param lateOrigins seconds by which an origin of feedback is steadily late
 * @param suspendedRules minutes that are left, by rule
 * @param hears what the rules can hear, and what they cannot yet; empty while that is not known
 * @param past how far stored feedback is read by the analysis that is live
 */
record StackStatus(
        Map<String, String> addresses,
        Map<String, Boolean> answers,
        @Nullable Map<String, String> jobs,
        @Nullable Map<String, Long> lateOrigins,
        @Nullable Map<String, Long> suspendedRules,
        List<String> hears,
        @Nullable ReadPast past,
        @Nullable LiveSummary live) {
    private static final Logger LOG = LoggerFactory.getLogger(StackStatus.class);
    private static final int TIMEOUT_MILLIS = 3_000;

    /** Something to be asked that may not answer. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    /** Asks all of it. */
    static StackStatus read(Addresses stack) {
        Map<String, Boolean> answers = new LinkedHashMap<>();
        stack.byName().forEach((name, address) -> answers.put(name, answers(address)));
        FlinkRest flink = new FlinkRest(stack.flink());
        boolean answering = !answers.containsValue(false);
        List<String> heard = answering
                ? known(
                        "what can be heard",
                        () -> Hearing.read(stack, Clock.systemUTC()).lines())
                : null;
        return new StackStatus(
                stack.byName(),
                answers,
                known("jobs", () -> jobs(flink)),
                known("late origins", flink::lateOrigins),
                known("suspended rules", flink::suspendedRules),
                heard == null ? List.of() : heard,
                answering ? known("who read what is stored", () -> past(stack)) : null,
                LiveSummary.read(stack.redis()).orElse(null));
    }

    private static <T> @Nullable T known(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException | RuntimeException e) {
            LOG.warn("not known: what={} problem={}", what, e.toString());
            return null;
        }
    }

    private static Map<String, String> jobs(FlinkRest flink) throws IOException {
        Map<String, String> jobs = new LinkedHashMap<>();
        for (JsonNode job : flink.jobs()) {
            jobs.put(job.path("name").asText(), job.path("state").asText().toLowerCase(Locale.ROOT));
        }
        return jobs;
    }

    private static ReadPast past(Addresses stack) throws IOException {
        Map<String, String> taxonomy = new RuleTopic(KafkaSettings.of(stack.kafka()), Clock.systemUTC())
                .newest()
                .map(b -> TaxonomyUpdate.of(b).files())
                .orElseThrow(() -> new IOException("no rules are live"));
        return new PastFeedback(new ElasticsearchHttp(stack.elasticsearch(), Duration.ofMillis(TIMEOUT_MILLIS)))
                .read(Analyzer.versionOf(TaxonomyFiles.of(taxonomy)));
    }

    /** @param address {@code host:port} or a URL */
    private static boolean answers(String address) {
        URI uri = URI.create(address.contains("://") ? address : "kafka://" + address.split(",")[0]);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** True when all answer, all jobs run and no rule is suspended. */
    boolean isWell() {
        return !answers.containsValue(false)
                && jobs != null
                && jobs.values().stream().allMatch("running"::equals)
                && (suspendedRules == null || suspendedRules.isEmpty());
    }

    /** One JSON object; what is not known is null. */
    String json() {
        ObjectNode n = Json.MAPPER.createObjectNode();
        n.put("well", isWell());
        ObjectNode servers = n.putObject("servers");
        addresses.forEach((name, address) ->
                servers.putObject(name).put("address", address).put("answers", answers.getOrDefault(name, false)));
        n.set("jobs", tree(jobs));
        n.set("late_origins_seconds", tree(lateOrigins));
        n.set("suspended_rules_minutes", tree(suspendedRules));
        n.put("hears", hears.isEmpty() ? null : hears.get(0));
        n.put("not_yet", hears.size() < 2 ? null : hears.get(1));
        if (past == null) {
            n.putNull("stored_feedback");
        } else {
            n.putObject("stored_feedback")
                    .put("analysis_version", past.version())
                    .put("read", past.read())
                    .put("messages", past.messages());
        }
        if (live == null || live.learning() == null) {
            n.putNull("learning");
        } else {
            n.putObject("learning")
                    .put("days", live.learning().days())
                    .put("of", live.learning().of());
        }
        n.put("complaints_last_hour", live == null ? null : live.complaints());
        return n.toString();
    }

    private static JsonNode tree(@Nullable Map<String, ?> map) {
        return map == null ? Json.MAPPER.nullNode() : Json.MAPPER.valueToTree(new TreeMap<>(map));
    }
}
