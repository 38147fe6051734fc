package io.tidewatch.job.index;

import io.tidewatch.connector.elasticsearch.ElasticsearchSink;
import io.tidewatch.connector.kafka.KafkaSinks;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.wire.DeadLetterJson;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Everything that is to be looked up later → Elasticsearch. A job of its own: while Elasticsearch is away it waits,
 * and nothing else does.
 */
public final class IndexJob {
    public static final String NAME = "tidewatch-index";

    /** The topics whose records become documents. */
    public static final List<String> TOPICS = List.of(
            Topics.ANNOTATED, Topics.MEASURES, Topics.ALERTS, Topics.INCIDENTS, Topics.RECEIPTS, Topics.DEAD_LETTERS);

    /**
     * Which state the job keeps; goes up by one with every change after which a checkpoint of the version before cannot be
     * restored or would mean something else.
     *
     * <ul>
     *   <li>1: everything up to now
     * </ul>
     */
    public static final int STATE_VERSION = 1;

    private IndexJob() {}

    public static void define(StreamExecutionEnvironment env, JobSettings settings) {
        env.setParallelism(settings.parallelism());
        DataStream<RawRecord> records = env.fromSource(
                        KafkaSources.records(settings.kafka(), NAME, TOPICS),
                        WatermarkStrategy.noWatermarks(),
                        "records")
                .uid("index-source");

        IndexStreams streams = IndexPipeline.define(records, settings.elasticsearch(), Clock::systemUTC);

        streams.documents()
                .sinkTo(new ElasticsearchSink(
                        settings.elasticsearch(),
                        settings.bulk(),
                        KafkaRejections.to(settings.kafka(), Clock::systemUTC)))
                .name("elasticsearch")
                .uid("index-sink-elasticsearch");
        streams.deadLetters()
                .sinkTo(KafkaSinks.json(
                        settings.kafka(), Topics.DEAD_LETTERS, DeadLetter::documentId, DeadLetterJson::write))
                .name(Topics.DEAD_LETTERS)
                .uid("index-sink-dead-letters");
    }
}
