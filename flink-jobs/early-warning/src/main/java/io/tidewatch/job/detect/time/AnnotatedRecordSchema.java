package io.tidewatch.job.detect.time;

import io.tidewatch.connector.kafka.Headers;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.wire.AnnotatedJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads annotated messages with the origin that AnnotateJob noted. What is not one is counted and left. */
public final class AnnotatedRecordSchema implements KafkaRecordDeserializationSchema<AnnotatedRecord> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AnnotatedRecordSchema.class);

    private transient Counter unreadable;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        unreadable = DetectMetric.UNREADABLE.counter(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> r, Collector<AnnotatedRecord> out) {
        if (r.value() == null) {
            return;
        }
        try {
            out.collect(new AnnotatedRecord(
                    AnnotatedJson.read(new String(r.value(), StandardCharsets.UTF_8)), Headers.origin(r.headers())));
        } catch (InvalidFeedbackException e) {
            unreadable.inc();
            LOG.warn(
                    "annotated message left: topic={} partition={} offset={} problem={}",
                    r.topic(),
                    r.partition(),
                    r.offset(),
                    e.reason());
        }
    }

    @Override
    public TypeInformation<AnnotatedRecord> getProducedType() {
        return TypeInformation.of(AnnotatedRecord.class);
    }
}
