package io.tidewatch.local.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.local.stored.FeedbackExport;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The messages that DetectJob had read, in order of event time: what Elasticsearch has of two weeks, and of the last hour
 * what is on the topic, since indexing may have been behind. What DetectJob is still to read is left out, so that each message
 * is counted once.
 */
final class StoredMessages {
    /** As long as a baseline takes to be warm. */
    static final Duration LOOKBACK = Duration.ofDays(14);

    private static final Duration MAYBE_NOT_STORED = Duration.ofHours(1);

    private record Message(long eventTime, String json) {}

    private final TopicScan scan;
    private final ElasticsearchHttp elasticsearch;
    private final Set<String> elsewhere = new HashSet<>();
    private final List<Message> recent = new ArrayList<>();
    private long messages;
    private long first = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;

    StoredMessages(TopicScan scan, ElasticsearchHttp elasticsearch) {
        this.scan = scan;
        this.elasticsearch = elasticsearch;
    }

    /**
     * Writes them.
     *
     * @param position of DetectJob on {@code tidewatch.annotated}
     * @param stoppedAt when it last kept its state, epoch milliseconds
     * @param now epoch milliseconds
     */
    void write(RebuildInput lines, Map<TopicPartition, Long> position, long stoppedAt, long now) throws IOException {
        scan.read(position, scan.ends(Topics.ANNOTATED), r -> elsewhere.add(r.key()));
        Map<TopicPartition, Long> from =
                new HashMap<>(scan.at(Topics.ANNOTATED, stoppedAt - MAYBE_NOT_STORED.toMillis()));
        position.forEach((p, offset) -> from.merge(p, offset, Math::min));
        scan.read(from, position, r -> {
            if (r.key() == null || !elsewhere.contains(r.key())) {
                recent.add(new Message(eventTime(r.value()), r.value()));
            }
            if (r.key() != null) {
                elsewhere.add(r.key());
            }
        });
        recent.sort(Comparator.comparingLong(Message::eventTime));
        Deque<Message> waiting = new ArrayDeque<>(recent);
        try {
            new FeedbackExport(
                            elasticsearch,
                            now - LOOKBACK.toMillis(),
                            now + Duration.ofDays(1).toMillis())
                    .write(json -> stored(json, waiting, lines));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("index_not_found_exception")) {
                throw e;
            }
            // nothing was ever stored
        }
        while (!waiting.isEmpty()) {
            take(waiting.pop(), lines);
        }
    }

    private void stored(String json, Deque<Message> waiting, RebuildInput lines) {
        try {
            JsonNode n = Json.tree(json);
            if (elsewhere.contains(n.path("id").asText())) {
                return;
            }
            long time = eventTime(n);
            while (!waiting.isEmpty() && waiting.peek().eventTime() <= time) {
                take(waiting.pop(), lines);
            }
            take(new Message(time, json), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Message message, RebuildInput lines) throws IOException {
        lines.write(message.json());
        messages++;
        first = Math.min(first, message.eventTime());
        until = Math.max(until, message.eventTime());
    }

    /** 0 for what cannot be read: the job that reads it says so. */
    private static long eventTime(String json) {
        try {
            return eventTime(Json.tree(json));
        } catch (JsonProcessingException | RuntimeException e) {
            return 0;
        }
    }

    private static long eventTime(JsonNode message) {
        return WireTime.parse(message.path("event_time").asText()).toInstant().toEpochMilli();
    }

    long messages() {
        return messages;
    }

    /** Event time of the first message, epoch milliseconds. */
    long first() {
        return first;
    }

    /** Event time of the newest message, epoch milliseconds; {@link Long#MIN_VALUE} without one. */
    long until() {
        return until;
    }
}
