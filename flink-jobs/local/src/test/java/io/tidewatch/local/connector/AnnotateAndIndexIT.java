package io.tidewatch.local.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KafkaSinks;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.TopicSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.FullDocuments;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.job.annotate.AnnotatePipeline;
import io.tidewatch.job.annotate.AnnotatedStreams;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.job.index.IndexJob;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.testing.Eventually;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.DeadLetterJson;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feedback through real Kafka, AnnotateJob's pipeline, real Kafka again, IndexJob and real Elasticsearch. */
@ExtendWith(LocalServersExtension.class)
class AnnotateAndIndexIT {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(6)
            .build());

    private static final Eventually AWAIT = Eventually.within(Duration.ofSeconds(90));
    private static final String SOURCE = "annotate-and-index-it";
    private static final String LATE_TOPIC = Topics.FEEDBACK_PREFIX + "late-it";

    @Test
    void shouldIndexEachGoodMessageOnceAndEachBadOneAsADeadLetter(LocalServers servers) throws Exception {
        JobSettings settings = JobSettings.defaults(
                servers.kafkaBootstrap(), servers.elasticsearchUrl(), servers.redisUrl(), new byte[16]);
        IndexTemplates.install(servers.elasticsearchUrl());
        Topics.create(settings.kafka(), TopicSettings.defaults());
        Topics.create(settings.kafka(), TopicSettings.defaults());

        JobClient annotate = annotate(settings);
        JobClient index = index(settings);
        publish(settings.kafka(), feedback());

        awaitCounts(servers.elasticsearchUrl(), 970, 10);

        // A topic that is made while the job runs is read too, and so is a record of five megabytes.
        publish(
                settings.kafka(),
                List.of(
                        message(LATE_TOPIC, "late-1", "慢"),
                        message(LATE_TOPIC, "late-2", "慢".repeat(1_700_000)),
                        new Sent(
                                LATE_TOPIC,
                                "{\"op\":\"heartbeat\",\"source\":\"" + SOURCE + "\",\"event_time\":\""
                                        + WireTime.print(System.currentTimeMillis()) + "\"}")));
        awaitCounts(servers.elasticsearchUrl(), 971, 11);
        AWAIT.see(
                "heartbeats indexed",
                () -> Connected.count(servers.elasticsearchUrl(), "tidewatch-sources", bySource()),
                n -> n >= 1);

        // Everything again from the first record: a replay changes nothing.
        index.cancel().get();
        JobClient again = index(settings.withParallelism(1));
        publish(settings.kafka(), List.of(message(Topics.FEEDBACK_SOCIAL, "last", "慢")));
        awaitCounts(servers.elasticsearchUrl(), 972, 11);
        again.cancel().get();
        annotate.cancel().get();
    }

    @Test
    void shouldTakeDeletedWordsOutOfAlertsAndIncidentsThatAreOver(LocalServers servers) throws Exception {
        // given: both are stored, and over
        JobSettings settings = JobSettings.defaults(
                servers.kafkaBootstrap(), servers.elasticsearchUrl(), servers.redisUrl(), new byte[16]);
        IndexTemplates.install(servers.elasticsearchUrl());
        Topics.create(settings.kafka(), TopicSettings.defaults());
        Map<String, String> shown = FullDocuments.all();
        String gone = "gone:1";
        JobClient index = index(settings.withParallelism(1));
        publish(
                settings.kafka(),
                List.of(
                        new Sent(Topics.ALERTS, shown.get("alerts").replace("weibo:1", gone)),
                        new Sent(Topics.INCIDENTS, shown.get("incidents").replace("weibo:1", gone))));
        for (String kind : List.of("tidewatch-alerts", "tidewatch-incidents")) {
            AWAIT.see(kind, () -> Connected.count(servers.elasticsearchUrl(), kind, showing(gone)), n -> n == 1);
        }

        // when
        long said = System.currentTimeMillis() - 60_000;
        Feedback delete = Feedback.builder(gone, "deletes-it", said)
                .op("delete")
                .opTime(said + 1_000)
                .build();
        publish(
                settings.kafka(),
                List.of(new Sent(Topics.ANNOTATED, AnnotatedJson.write(new Plain().analyze(delete)))));

        // then
        for (String kind : List.of("tidewatch-alerts", "tidewatch-incidents")) {
            AWAIT.see(kind, () -> Connected.count(servers.elasticsearchUrl(), kind, showing(gone)), n -> n == 0);
        }
        index.cancel().get();
    }

    private static String showing(String message) {
        return "{\"query\":{\"term\":{\"evidence.samples.id\":\"" + message + "\"}}}";
    }

    private static void awaitCounts(String elasticsearch, long feedback, long deadLetters) throws Exception {
        List<Long> counts = AWAIT.see(
                "messages and dead letters indexed, " + feedback + " and " + deadLetters,
                () -> List.of(
                        Connected.count(elasticsearch, "tidewatch-feedback", bySource()),
                        Connected.count(elasticsearch, "tidewatch-dead-letters", bySource())),
                n -> n.get(0) >= feedback && n.get(1) >= deadLetters);
        assertThat(counts).containsExactly(feedback, deadLetters);
    }

    private static JobClient annotate(JobSettings settings) throws Exception {
        StreamExecutionEnvironment env = Connected.environment("1s");
        AnnotatedStreams streams = AnnotatePipeline.define(
                env.fromSource(
                                KafkaSources.feedback(settings.kafka(), "annotate-it"),
                                WatermarkStrategy.noWatermarks(),
                                "feedback")
                        .uid("source"),
                settings,
                Plain::new,
                Clock::systemUTC);
        streams.annotated()
                .sinkTo(KafkaSinks.messages(settings.kafka(), Topics.ANNOTATED))
                .uid("annotated");
        streams.deadLetters()
                .sinkTo(KafkaSinks.json(
                        settings.kafka(), Topics.DEAD_LETTERS, DeadLetter::documentId, DeadLetterJson::write))
                .uid("dead-letters");
        return env.executeAsync("annotate-it");
    }

    private static JobClient index(JobSettings settings) throws Exception {
        StreamExecutionEnvironment env = Connected.environment("1h");
        IndexJob.define(env, settings);
        return env.executeAsync("index-it");
    }

    /** 1000 lines: 10 without a time, 20 that repeat an id. */
    private static List<Sent> feedback() {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 970; i++) {
            sent.add(message(i % 2 == 0 ? Topics.FEEDBACK_SOCIAL : Topics.FEEDBACK_SERVICE, "m" + i, "慢 " + i));
        }
        for (int i = 0; i < 20; i++) {
            sent.add(message(Topics.FEEDBACK_SOCIAL, "m" + 2 * i, "慢 " + 2 * i));
        }
        for (int i = 0; i < 10; i++) {
            sent.add(new Sent(
                    Topics.FEEDBACK_SOCIAL, "{\"id\":\"b" + i + "\",\"source\":\"" + SOURCE + "\",\"text\":\"x\"}"));
        }
        return sent;
    }

    private static Sent message(String topic, String id, String text) {
        return new Sent(
                topic,
                "{\"id\":\"" + SOURCE + ":" + id + "\",\"source\":\"" + SOURCE + "\",\"event_time\":\""
                        + WireTime.print(System.currentTimeMillis() - 60_000) + "\",\"text\":\"" + text + "\"}");
    }

    private static void publish(KafkaSettings kafka, List<Sent> all) throws Exception {
        try (KafkaPublisher publisher = new KafkaPublisher(kafka)) {
            List<CompletableFuture<Void>> acknowledged = new ArrayList<>();
            for (Sent s : all) {
                acknowledged.add(
                        publisher.publish(s.topic(), new KeyedMessage(s.json().substring(0, 30), s.json())));
            }
            CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                    .get();
        }
    }

    private static String bySource() {
        return "{\"query\":{\"term\":{\"source\":\"" + SOURCE + "\"}}}";
    }

    private record Sent(String topic, String json) {}

    /** Analysis without opinions: what it finds is not the matter here. */
    private static final class Plain implements TextAnalysis {
        @Override
        public AnnotatedFeedback analyze(Feedback f) {
            return AnnotatedFeedback.builder(f)
                    .tokens(f.text())
                    .contentHash("c")
                    .voiceKey("v")
                    .simhash(1)
                    .foldable(true)
                    .sentiment(new Sentiment(Label.NEUTRAL, 0, 0.9))
                    .analysisVersion("plain")
                    .build();
        }

        @Override
        public AnnotatedFeedback again(AnnotatedFeedback stored) {
            return analyze(stored.feedback());
        }

        @Override
        public String version() {
            return "plain";
        }

        @Override
        public String mask(String text) {
            return text;
        }
    }
}
