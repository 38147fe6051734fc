package io.tidewatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.annotate.AnnotatePipeline;
import io.tidewatch.job.annotate.AnnotatedStreams;
import io.tidewatch.job.annotate.FakeAnalysis;
import io.tidewatch.job.index.IndexJob;
import io.tidewatch.job.index.IndexPipeline;
import io.tidewatch.job.index.IndexStreams;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.wire.DeadLetterJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** AnnotateJob's and IndexJob's data paths on a mini cluster, one after the other, records as Kafka gives them. */
class PipelinesTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");
    private static final JobSettings SETTINGS =
            JobSettings.defaults("localhost:1", "http://localhost:1", "redis://localhost:1", new byte[16]);

    @Test
    void shouldMakeADocumentOrADeadLetterOfEveryRecord() throws Exception {
        List<RawRecord> raw = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String json = i % 10 == 3
                    ? "{broken " + i
                    : "{\"id\":\"w:" + i + "\",\"source\":\"w\",\"event_time\":\"2026-11-11T11:59:00Z\",\"text\":\"慢 "
                            + i + "\"}";
            raw.add(new RawRecord(Topics.FEEDBACK_SOCIAL, i % 4, i, 0, json.getBytes(StandardCharsets.UTF_8)));
        }

        List<RawRecord> onKafka = annotate(raw);
        List<IndexRequest> documents = index(onKafka);

        assertThat(documents)
                .filteredOn(d -> d.index().equals("tidewatch-feedback-2026.11.11"))
                .extracting(IndexRequest::id)
                .doesNotHaveDuplicates()
                .hasSize(180);
        assertThat(documents)
                .filteredOn(d -> d.index().equals("tidewatch-dead-letters-2026.11.11"))
                .hasSize(20)
                .allSatisfy(d -> assertThat(d.text()).contains("malformed_json"));
    }

    @Test
    void shouldSetAsideWhatIsNotOfItsTopicWhenIndexing() throws Exception {
        List<DeadLetter> dead = new ArrayList<>();
        StreamExecutionEnvironment env = environment();
        IndexStreams streams = IndexPipeline.define(
                source(
                        env,
                        List.of(
                                record(Topics.ANNOTATED, 0, "{}"),
                                record(Topics.MEASURES, 1, "[]"),
                                record(Topics.ALERTS, 2, "打13812345678"),
                                record(Topics.DEAD_LETTERS, 3, "{}"))),
                SETTINGS.elasticsearch(),
                PipelinesTest::clock);
        try (CloseableIterator<DeadLetter> d = streams.deadLetters().executeAndCollect()) {
            d.forEachRemaining(dead::add);
        }

        assertThat(dead)
                .extracting(DeadLetter::offset)
                .as("an unreadable dead letter makes none")
                .containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(dead).allSatisfy(d -> {
            assertThat(d.stage()).isEqualTo("index");
            assertThat(d.reason()).isEqualTo("unreadable_record");
            assertThat(d.payload() + d.problem()).doesNotContain("13812345678");
        });
    }

    @Test
    void shouldGiveEveryOperatorAnIdAndNoGenericTypeWhenTheJobsAreDefined() {
        StreamExecutionEnvironment env = environment();

        AnnotateJob.define(env, SETTINGS);
        IndexJob.define(env, SETTINGS);

        assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
    }

    private static List<RawRecord> annotate(List<RawRecord> raw) throws Exception {
        StreamExecutionEnvironment env = environment();
        AnnotatedStreams streams =
                AnnotatePipeline.define(source(env, raw), SETTINGS, FakeAnalysis.FACTORY, PipelinesTest::clock);
        DataStream<KeyedMessage> dead = streams.deadLetters()
                .map(d -> new KeyedMessage("", DeadLetterJson.write(d)))
                .returns(TypeInformation.of(KeyedMessage.class))
                .uid("dead");
        List<RawRecord> out = new ArrayList<>();
        try (CloseableIterator<KeyedMessage> i = streams.annotated().union(dead).executeAndCollect()) {
            i.forEachRemaining(m ->
                    out.add(record(m.key().isEmpty() ? Topics.DEAD_LETTERS : Topics.ANNOTATED, out.size(), m.value())));
        }
        return out;
    }

    private static List<IndexRequest> index(List<RawRecord> records) throws Exception {
        StreamExecutionEnvironment env = environment();
        List<IndexRequest> out = new ArrayList<>();
        try (CloseableIterator<IndexRequest> i = IndexPipeline.define(
                        source(env, records), SETTINGS.elasticsearch(), PipelinesTest::clock)
                .documents()
                .executeAndCollect()) {
            i.forEachRemaining(out::add);
        }
        return out;
    }

    private static DataStream<RawRecord> source(StreamExecutionEnvironment env, List<RawRecord> records) {
        return env.fromData(TypeInformation.of(RawRecord.class), records.toArray(RawRecord[]::new))
                .uid("records")
                .rebalance();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration conf = new Configuration();
        conf.setString("pipeline.generic-types", "false");
        conf.setString("pipeline.auto-generate-uids", "false");
        conf.setString("parallelism.default", "2");
        return StreamExecutionEnvironment.getExecutionEnvironment(conf);
    }

    private static RawRecord record(String topic, long offset, String value) {
        return new RawRecord(topic, 0, offset, 0, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }
}
