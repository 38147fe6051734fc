package io.tidewatch.job.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.job.index.DocumentsFunction;
import io.tidewatch.time.WireTime;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two sides of midnight UTC, where one day's index ends, and a create that is a little ahead of the clock. */
class SetBackOverMidnightTest {
    private static final long MIDNIGHT = Instant.parse("2026-11-12T00:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "-120, 3600, 2026-11-12T00:03:00Z, 2026-11-12T00:03:00Z",
        "-120, -60, 2026-11-12T00:03:00Z, 2026-11-12T08:03:00+08:00",
        "-1, 3600, 2026-11-12T00:00:00Z, 2026-11-12T00:00:00.000Z",
        "-300, 86400, 2026-11-12T08:04:59.999+08:00, 2026-11-12T00:04:59.999Z"
    })
    void shouldDeleteInTheIndexIntoWhichItWasWritten(long createdAt, long deletedAt, String said, String repeated)
            throws Exception {
        String create = "{\"id\":\"shop:1\",\"source\":\"shop\",\"event_time\":\"" + said + "\",\"text\":\"慢\"}";
        String delete = "{\"id\":\"shop:1\",\"source\":\"shop\",\"event_time\":\"" + repeated
                + "\",\"op\":\"delete\",\"op_time\":\"" + WireTime.print(MIDNIGHT + deletedAt * 1_000) + "\"}";

        IndexRequest written = indexed(create, MIDNIGHT + createdAt * 1_000);
        IndexRequest deleted = indexed(delete, MIDNIGHT + deletedAt * 1_000);

        assertThat(deleted.index()).isEqualTo(written.index()).isEqualTo("tidewatch-feedback-2026.11.12");
        assertThat(deleted.id()).isEqualTo(written.id());
        assertThat(deleted.version()).isGreaterThan(written.version());
    }

    /** All that lies between the door and the index. */
    private static IndexRequest indexed(String json, long now) throws Exception {
        String annotated;
        try (BroadcastOperatorTestHarness<RawRecord, TaxonomyUpdate, KeyedMessage> h =
                ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
                        new AnnotateFunction(
                                1_000,
                                new TimeGuard(30 * 86_400_000L, 600_000),
                                FakeAnalysis.FACTORY,
                                TaxonomyUpdate.PACKAGED,
                                () -> Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC)),
                        LiveTaxonomy.STATE)) {
            h.processElement(record("tidewatch.feedback.review", json, now), now);
            annotated = h.extractOutputValues().get(0).value();
        }
        try (OneInputStreamOperatorTestHarness<RawRecord, IndexRequest> h =
                ProcessFunctionTestHarnesses.forProcessFunction(new DocumentsFunction(Clock::systemUTC))) {
            h.processElement(record(Topics.ANNOTATED, annotated, now), now);
            return h.extractOutputValues().get(0);
        }
    }

    private static RawRecord record(String topic, String json, long now) {
        return new RawRecord(topic, 0, 0, now, true, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
