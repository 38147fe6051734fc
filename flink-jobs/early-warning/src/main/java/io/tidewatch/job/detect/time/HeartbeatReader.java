package io.tidewatch.job.detect.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The times at which one job said that it lives, epoch milliseconds, from {@code tidewatch.heartbeats}. */
public final class HeartbeatReader implements FlatMapFunction<String, Long> {
    private static final long serialVersionUID = 1L;

    private final String job;

    /** @param job whose heartbeats are read */
    public HeartbeatReader(String job) {
        this.job = job;
    }

    @Override
    public void flatMap(String json, Collector<Long> out) {
        try {
            JsonNode beat = Json.tree(json);
            if (beat.path("job").asText().equals(job) && beat.path("at").isIntegralNumber()) {
                out.collect(beat.path("at").asLong());
            }
        } catch (JsonProcessingException e) {
            // says nothing of any job
        }
    }
}
