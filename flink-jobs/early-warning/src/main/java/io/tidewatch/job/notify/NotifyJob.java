package io.tidewatch.job.notify;

import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Severity;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KafkaSinks;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.ReceiptTopic;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.connector.redis.RedisSink;
import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.Retraction;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Names the vendors: alerts and beats out of Kafka, incidents into Kafka, receipts into their ledger. */
public final class NotifyJob {
    public static final String NAME = "tidewatch-notify";

    /**
     * Which state the job keeps; goes up by one with every change after which a checkpoint of the version before cannot be
     * restored or would mean something else.
     *
     * <ul>
     *   <li>1: everything before versions were kept
     *   <li>2: the notification log and its parts have the names of the field
     * </ul>
     */
    public static final int STATE_VERSION = 2;

    private static final String OPEN_INCIDENTS = "tw:incidents:open";

    private NotifyJob() {}

    /**
     * Adds the job to an environment.
     *
     * @throws IllegalArgumentException when a channel cannot work, for example because its secret is missing
     */
    public static void define(StreamExecutionEnvironment env, JobSettings job, NotifySettings delivery) {
        NotifySettings settings = delivery.withZone(job.timezone());
        settings.check();
        // few incidents, and a console that should print one after the other
        env.setParallelism(1);
        KafkaSettings kafka = job.kafka();
        DataStream<String> alerts = env.fromSource(
                        KafkaSources.values(kafka, NAME, Topics.ALERTS),
                        WatermarkStrategy.noWatermarks(),
                        Topics.ALERTS)
                .uid("alerts");
        DataStream<String> measures = env.fromSource(
                        KafkaSources.values(kafka, NAME, Topics.MEASURES),
                        WatermarkStrategy.noWatermarks(),
                        Topics.MEASURES)
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
        DataStream<Retraction> retractions = env.fromSource(
                        KafkaSources.values(kafka, NAME + "-retractions", Topics.RETRACTIONS),
                        WatermarkStrategy.noWatermarks(),
                        Topics.RETRACTIONS)
                .uid("retractions")
                .flatMap(new ReadRetractionFunction())
                .name("read retractions")
                .uid("read-retractions");
        NotifyPipeline.Outputs outputs = NotifyPipeline.define(
                alerts.flatMap(new ReadAlertFunction()).name("read alerts").uid("read-alerts"),
                beats,
                retractions,
                settings,
                ReceiptTopic.at(kafka.bootstrap(), Topics.RECEIPTS, Topics.INTENTS, kafka.client()));
        outputs.incidents()
                .sinkTo(KafkaSinks.json(kafka, Topics.INCIDENTS, Incident::id, IncidentJson::write))
                .name("incidents")
                .uid("incidents");
        outputs.board()
                .map(NotifyJob::onTheWall)
                .returns(RedisWrite.class)
                .name("open incidents")
                .uid("open-incidents")
                .sinkTo(new RedisSink(job.redis()))
                .name("redis")
                .uid("notify-sink-redis");
    }

    /** What is only recorded is not on the wall. */
    static RedisWrite onTheWall(Incident i) {
        return i.status() == IncidentStatus.RESOLVED || i.severity() == Severity.INFO
                ? RedisWrite.delete(OPEN_INCIDENTS, List.of(i.id()))
                : RedisWrite.put(OPEN_INCIDENTS, i.id(), IncidentJson.write(i));
    }
}
