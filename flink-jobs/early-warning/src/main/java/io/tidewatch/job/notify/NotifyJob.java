package io.tidewatch.job.notify;

import io.tidewatch.alert.Incident;
import io.tidewatch.connector.kafka.ReceiptTopic;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.WireTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Names the vendors: alerts and beats out of Kafka, incidents into Kafka, receipts into their ledger. */
public final class NotifyJob {
    private static final String GROUP = "tidewatch-notify";

    private NotifyJob() {}

    /**
     * Adds the job to an environment.
     *
     * @return what may be written elsewhere too, such as the open incidents into Redis
     * @throws IllegalArgumentException when a channel cannot work, for example because its secret is missing
     */
    public static NotifyPipeline.Outputs define(
            StreamExecutionEnvironment env,
            String bootstrapServers,
            Map<String, String> client,
            NotifySettings settings) {
        settings.check();
        Properties properties = new Properties();
        properties.putAll(client);
        DataStream<String> alerts = env.fromSource(
                        source(
                                bootstrapServers,
                                properties,
                                "tidewatch.alerts",
                                OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST)),
                        WatermarkStrategy.noWatermarks(),
                        "alerts")
                .uid("alerts");
        DataStream<String> measures = env.fromSource(
                        source(bootstrapServers, properties, "tidewatch.measures", OffsetsInitializer.latest()),
                        WatermarkStrategy.noWatermarks(),
                        "measures")
                .uid("measures");
        DataStream<Long> beats = measures.flatMap((FlatMapFunction<String, Long>) (json, out) -> {
                    String end = Json.tree(json).path("end").asText("");
                    if (!end.isEmpty()) {
                        out.collect(WireTime.parse(end).toInstant().toEpochMilli());
                    }
                })
                .returns(Types.LONG)
                .name("read beats")
                .uid("read-beats")
                .process(new ThinBeatsFunction())
                .name("thin beats")
                .uid("thin-beats");
        NotifyPipeline.Outputs outputs = NotifyPipeline.define(
                alerts.flatMap(new ReadAlertFunction()).name("read alerts").uid("read-alerts"),
                beats,
                settings,
                ReceiptTopic.at(bootstrapServers, "tidewatch.receipts", client));
        outputs.incidents()
                .sinkTo(KafkaSink.<Incident>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setKafkaProducerConfig(properties)
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(KafkaRecordSerializationSchema.<Incident>builder()
                                .setTopic("tidewatch.incidents")
                                .setKeySerializationSchema((Incident i) -> i.id().getBytes(StandardCharsets.UTF_8))
                                .setValueSerializationSchema(
                                        (Incident i) -> IncidentJson.write(i).getBytes(StandardCharsets.UTF_8))
                                .build())
                        .build())
                .name("incidents")
                .uid("incidents");
        return outputs;
    }

    private static KafkaSource<String> source(
            String bootstrapServers, Properties properties, String topic, OffsetsInitializer start) {
        return KafkaSource.<String>builder()
                .setBootstrapServers(bootstrapServers)
                .setProperties(properties)
                .setTopics(topic)
                .setGroupId(GROUP)
                .setStartingOffsets(start)
                .setValueOnlyDeserializer(new SimpleStringSchema(StandardCharsets.UTF_8))
                .build();
    }
}
