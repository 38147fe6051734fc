package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KafkaSinks;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.job.bundle.AssembleBundleFunction;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.wire.DeadLetterJson;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Feedback as received → annotated feedback. Keeps only the live taxonomy, and heavy: scaled by itself. Event time is not used here, so no
 * watermark is made.
 */
public final class AnnotateJob {
    public static final String NAME = "tidewatch-annotate";

    /**
     * Which state the job keeps; goes up by one with every change after which a checkpoint of the version before cannot be
     * restored or would mean something else.
     *
     * <ul>
     *   <li>1: everything up to now
     * </ul>
     */
    public static final int STATE_VERSION = 1;

    private AnnotateJob() {}

    /** With the packaged taxonomy until another is published. */
    public static void define(StreamExecutionEnvironment env, JobSettings settings) {
        define(env, settings, TaxonomyUpdate.PACKAGED);
    }

    /** @param taxonomy the newest published one, read before the start */
    public static void define(StreamExecutionEnvironment env, JobSettings settings, TaxonomyUpdate taxonomy) {
        env.setParallelism(settings.parallelism());
        DataStream<RawRecord> feedback = env.fromSource(
                        KafkaSources.feedback(settings.kafka(), NAME),
                        WatermarkStrategy.noWatermarks(),
                        "tidewatch.feedback.*")
                .uid("annotate-source");

        DataStream<TaxonomyUpdate> taxonomies = env.fromSource(
                        KafkaSources.table(settings.kafka(), NAME + "-rules", Topics.RULES),
                        WatermarkStrategy.noWatermarks(),
                        Topics.RULES)
                .uid("rules-source")
                .setParallelism(1)
                .keyBy(r -> 0)
                .process(new AssembleBundleFunction<>(TaxonomyUpdate::of))
                .returns(TaxonomyUpdate.class)
                .name("complete taxonomies")
                .uid("complete-taxonomies")
                .setParallelism(1)
                .setMaxParallelism(1);

        AnnotatedStreams streams = AnnotatePipeline.define(
                feedback, taxonomies, taxonomy, settings, TextAnalysis.packaged(settings.idKey()), Clock::systemUTC);

        SingleOutputStreamOperator<KeyedMessage> annotated = streams.annotated()
                .transform("heartbeat", TypeInformation.of(KeyedMessage.class), new HeartbeatOperator(NAME))
                .uid("annotate-heartbeat");
        annotated
                .getSideOutput(HeartbeatOperator.BEATS)
                .sinkTo(KafkaSinks.messages(settings.kafka(), Topics.HEARTBEATS))
                .name(Topics.HEARTBEATS)
                .uid("annotate-sink-heartbeats");
        annotated
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
