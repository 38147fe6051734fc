package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.job.JobSettings;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

/** The data path of AnnotateJob: read, guard, analyse; one step, so that a message is parsed and copied once. */
public final class AnnotatePipeline {
    private AnnotatePipeline() {}

    public static AnnotatedStreams define(
            DataStream<RawRecord> feedback,
            JobSettings settings,
            TextAnalysis.Factory analysis,
            SerializableSupplier<Clock> clock) {
        SingleOutputStreamOperator<KeyedMessage> annotated = feedback.process(
                        new AnnotateFunction(
                                settings.maxTextLength(),
                                new TimeGuard(settings.retention(), settings.maxAhead()),
                                analysis,
                                clock),
                        TypeInformation.of(KeyedMessage.class))
                .name("annotate")
                .uid("annotate");
        return new AnnotatedStreams(annotated, annotated.getSideOutput(AnnotateFunction.DEAD_LETTERS));
    }
}
