package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.job.settings.JobSettings;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

/** The data path of AnnotateJob: read, guard, analyse; one step, so that a message is parsed and copied once. */
public final class AnnotatePipeline {
    private AnnotatePipeline() {}

    /** With the packaged taxonomy for good. */
    public static AnnotatedStreams define(
            DataStream<RawRecord> feedback,
            JobSettings settings,
            TextAnalysis.Factory analysis,
            SerializableSupplier<Clock> clock) {
        DataStream<TaxonomyUpdate> none = feedback.getExecutionEnvironment()
                .fromData(List.of(TaxonomyUpdate.PACKAGED), TypeInformation.of(TaxonomyUpdate.class))
                .uid("packaged-taxonomy");
        return define(feedback, none, TaxonomyUpdate.PACKAGED, settings, analysis, clock);
    }

    /**
     * @param taxonomies complete taxonomies as they are published
     * @param initial the newest one before the start
     */
    public static AnnotatedStreams define(
            DataStream<RawRecord> feedback,
            DataStream<TaxonomyUpdate> taxonomies,
            TaxonomyUpdate initial,
            JobSettings settings,
            TextAnalysis.Factory analysis,
            SerializableSupplier<Clock> clock) {
        SingleOutputStreamOperator<KeyedMessage> annotated = feedback.connect(taxonomies.broadcast(LiveTaxonomy.STATE))
                .process(
                        new AnnotateFunction(
                                settings.maxTextLength(),
                                new TimeGuard(settings.retention(), settings.maxAhead()),
                                analysis,
                                initial,
                                clock),
                        TypeInformation.of(KeyedMessage.class))
                .name("annotate")
                .uid("annotate");
        return new AnnotatedStreams(annotated, annotated.getSideOutput(AnnotateFunction.DEAD_LETTERS));
    }
}
