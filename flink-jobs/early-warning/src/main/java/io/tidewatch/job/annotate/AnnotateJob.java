package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KafkaSinks;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.job.JobSettings;
import io.tidewatch.wire.DeadLetterJson;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Feedback as received → annotated feedback. Stateless and heavy: scaled by itself. Event time is not used here, so no
 * watermark is made.
 */
public final class AnnotateJob {
    public static final String NAME = "tidewatch-annotate";

    private AnnotateJob() {}

    public static void define(StreamExecutionEnvironment env, JobSettings settings) {
        env.setParallelism(settings.parallelism());
        DataStream<RawRecord> feedback = env.fromSource(
                        KafkaSources.feedback(settings.kafka(), NAME),
                        WatermarkStrategy.noWatermarks(),
                        "tidewatch.feedback.*")
                .uid("annotate-source");

        AnnotatedStreams streams =
                AnnotatePipeline.define(feedback, settings, TextAnalysis.packaged(settings.idKey()), Clock::systemUTC);

        streams.annotated()
                .sinkTo(KafkaSinks.messages(settings.kafka(), Topics.ANNOTATED))
                .name(Topics.ANNOTATED)
                .uid("annotate-sink-annotated");
        streams.deadLetters()
                .sinkTo(KafkaSinks.json(
                        settings.kafka(), Topics.DEAD_LETTERS, DeadLetter::documentId, DeadLetterJson::write))
                .name(Topics.DEAD_LETTERS)
                .uid("annotate-sink-dead-letters");
    }
}
