package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.connector.ingest.IngestServer;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.wall.WallServer;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.annotate.AnnotateFunction;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.annotate.TaxonomyUpdate;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.episode.PendingSignal;
import io.tidewatch.job.detect.route.MessageRouter;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.AnnotatedRecord;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.flink.FlinkSettings;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.ServerCommands;
import io.tidewatch.local.server.ServerOptions;
import io.tidewatch.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every option does something: two values of it go through production code, and what comes out differs. What is looked at
 * lies as far behind the option as can be reached without the servers: the command that starts one, the operator of a defined job
 * that is given messages, the answer of a door.
 */
class DeadOptionsTest {
    private static final Backends NOWHERE = new Backends("127.0.0.1:1", "http://127.0.0.1:1", "redis://127.0.0.1:1");
    private static final long MINUTE = 60_000;
    private static final RuleUpdate RULES = new RuleUpdate(1, Map.of("rules.yaml", """
            apiVersion: tidewatch/v1
            groups:
            - {name: g, rules: [{alert: Single, kind: match, where: 'text != ""', severities: {warning: {}}}]}
            """), Map.of());

    /** What follows from a configuration. */
    private interface Seen {
        Object in(Configuration c) throws Exception;
    }

    private record Probe(String one, String other, Seen seen) {}

    private final Map<Option, Probe> probes = new EnumMap<>(Option.class);

    @TempDir
    private Path directory;

    @Test
    void shouldHaveAProbeForEveryOption() {
        probes();

        assertThat(probes.keySet())
                .as("an option without a probe may as well not exist: show here what two values of it change")
                .containsExactlyInAnyOrder(Option.values());
    }

    @TestFactory
    Stream<DynamicTest> shouldDoWhatEveryOptionSays() {
        probes();
        return probes.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey().key(), () -> {
                    Probe p = e.getValue();
                    Configuration c = Configuration.defaults(Checkouts.root());

                    Object one = p.seen.in(c.with(e.getKey(), p.one));
                    Object other = p.seen.in(c.with(e.getKey(), p.other));

                    assertThat(one)
                            .as(e.getKey().key() + " is DEAD: with '" + p.one + "' and with '" + p.other
                                    + "' it is the same")
                            .isNotEqualTo(other);
                }));
    }

    private void probes() {
        servers();
        flink();
        messages();
        doors();
        files();
        put(
                Option.RETAG_PER_SECOND,
                "0",
                "5",
                c -> Stack.retagging(
                                NOWHERE,
                                c,
                                () -> () -> {
                                    throw new IllegalStateException("asked before it is started");
                                },
                                new Progress(new PrintWriter(new StringWriter())))
                        .isPresent());
        put(Option.MEMORY_REQUIRED, "1m", "99999g", c -> Machine.here().shortages(directory, c));
        put(Option.DISK_REQUIRED, "1m", "99999g", c -> Machine.here().shortages(directory, c));
    }

    private void put(Option option, String one, String other, Seen seen) {
        probes.put(option, new Probe(one, other, seen));
    }

    private void servers() {
        put(
                Option.KAFKA_BOOTSTRAP,
                "127.0.0.1:2",
                "127.0.0.1:3",
                c -> elsewhere(c).kafkaBootstrap());
        put(
                Option.ELASTICSEARCH_URL,
                "http://127.0.0.1:2",
                "http://127.0.0.1:3",
                c -> elsewhere(c).elasticsearchUrl());
        put(
                Option.REDIS_URL,
                "redis://127.0.0.1:2",
                "redis://127.0.0.1:3",
                c -> elsewhere(c).redisUrl());
        put(Option.KAFKA_HEAP, "256m", "512m", c -> ServerCommands.kafka(options(c)));
        put(Option.ELASTICSEARCH_HEAP, "256m", "512m", c -> ServerCommands.elasticsearch(options(c)));
    }

    /** Servers of which none has to be started. */
    private LocalServers elsewhere(Configuration c) {
        Configuration all = c;
        for (Option o : List.of(Option.KAFKA_BOOTSTRAP, Option.ELASTICSEARCH_URL, Option.REDIS_URL)) {
            all = all.isSet(o)
                    ? all
                    : all.with(o, o == Option.KAFKA_BOOTSTRAP ? NOWHERE.kafka() : "http://127.0.0.1:1");
        }
        try (LocalServers servers = LocalServers.start(options(all))) {
            return servers;
        }
    }

    private ServerOptions options(Configuration c) {
        return Stack.serverOptions(directory, PortPlan.of(0, c), c);
    }

    private void flink() {
        put(Option.FLINK_PORT, "18081", "18082", this::flinkSettings);
        put(Option.PARALLELISM, "2", "3", c -> {
            try (DefinedJob job = detect(c)) {
                return flinkSettings(c) + " " + job.find("deduplicate").getParallelism();
            }
        });
        put(Option.CHECKPOINT_INTERVAL, "10s", "20s", this::flinkSettings);
        put(Option.STATE_BACKEND, "heap", "rocksdb", this::flinkSettings);
    }

    private Object flinkSettings(Configuration c) throws IOException {
        return FlinkSettings.of(Stack.flinkOptions(directory, PortPlan.of(0, c), c));
    }

    private void messages() {
        long now = System.currentTimeMillis();
        put(Option.TEXT_MAX_LENGTH, "5", "50", c -> annotated(c, now, "快递五天没有动静了，太慢了"));
        put(Option.RETENTION, "3d", "30d", c -> annotated(c, now - 10L * 24 * 60 * MINUTE, "快递五天没有动静了"));
        put(Option.ID_KEY, key("one"), key("other"), c -> annotated(c, now, "快递五天没有动静了"));
        put(Option.OUT_OF_ORDERNESS, "5s", "50s", c -> watermark(c, now));
        put(Option.COUNT_HORIZON, "24h", "48h", c -> counted(c, now, now - 36 * 60 * MINUTE));
        put(Option.ALLOWED_LATENESS, "2m", "5m", c -> told(c, now - 10 * MINUTE, 3 * MINUTE));
        put(
                Option.TIMEZONE,
                "Asia/Shanghai",
                "Europe/Berlin",
                c -> DetectJob.settings(settings(c), RULES).zone());
        put(Option.HISTORICAL_AFTER, "15m", "2h", c -> told(c, now - 60 * MINUTE, 0));
    }

    private String key(String name) {
        try {
            return "file:" + Files.writeString(directory.resolve(name + ".key"), name + " key of sixteen bytes");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JobSettings settings(Configuration c) throws IOException {
        return Jobs.settings(NOWHERE, c, IdKey.read(c, directory, new Progress(new PrintWriter(new StringWriter()))));
    }

    private DefinedJob detect(Configuration c) throws IOException {
        JobSettings settings = settings(c);
        return DefinedJob.of(env -> DetectJob.define(env, settings, RULES));
    }

    /** The annotated message without the time of day, or the dead letters. */
    private String annotated(Configuration c, long eventTime, String text) throws Exception {
        JobSettings settings = settings(c);
        try (DefinedJob job = DefinedJob.of(env -> AnnotateJob.define(env, settings, TaxonomyUpdate.PACKAGED));
                TwoInputStreamOperatorTestHarness<RawRecord, TaxonomyUpdate, KeyedMessage> harness =
                        new TwoInputStreamOperatorTestHarness<>(
                                job.<RawRecord, TaxonomyUpdate, KeyedMessage>broadcast("annotate"))) {
            harness.open();
            String json = "{\"id\":\"a:1\",\"source\":\"a\",\"event_time\":\"" + Instant.ofEpochMilli(eventTime)
                    + "\",\"text\":\"" + text + "\",\"author\":{\"id\":\"li\"}}";
            harness.processElement1(new StreamRecord<>(
                    new RawRecord(Topics.FEEDBACK_SOCIAL, 0, 0, eventTime, json.getBytes(StandardCharsets.UTF_8))));
            return harness.extractOutputValues().stream()
                            .map(KeyedMessage::value)
                            .map(v -> v.replaceAll("\"annotated_at\":\"[^\"]*\"", ""))
                            .toList()
                    + " dead letters: "
                    + (harness.getSideOutput(AnnotateFunction.DEAD_LETTERS) == null
                            ? 0
                            : harness.getSideOutput(AnnotateFunction.DEAD_LETTERS)
                                    .size());
        }
    }

    /** Where event time stands after one message. */
    private List<Long> watermark(Configuration c, long eventTime) throws Exception {
        try (DefinedJob job = detect(c)) {
            ManualClock clock = new ManualClock();
            WatermarkGenerator<AnnotatedRecord> generator = job.<AnnotatedRecord>source("detect-source")
                    .getWatermarkStrategy()
                    .createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                        @Override
                        public MetricGroup getMetricGroup() {
                            return new UnregisteredMetricsGroup();
                        }

                        @Override
                        public RelativeClock getInputActivityClock() {
                            return clock;
                        }
                    });
            List<Long> out = new ArrayList<>();
            org.apache.flink.api.common.eventtime.WatermarkOutput output =
                    new org.apache.flink.api.common.eventtime.WatermarkOutput() {
                        @Override
                        public void emitWatermark(org.apache.flink.api.common.eventtime.Watermark mark) {
                            out.add(mark.getTimestamp());
                        }

                        @Override
                        public void markIdle() {
                            // it has messages again at once
                        }

                        @Override
                        public void markActive() {
                            // it has messages
                        }
                    };
            generator.onEvent(
                    new AnnotatedRecord(message(eventTime), "tidewatch.feedback.social-0"), eventTime, output);
            for (int second = 0; second < 3; second++) {
                clock.advanceTime(1, java.util.concurrent.TimeUnit.SECONDS);
                generator.onPeriodicEmit(output);
            }
            assertThat(out).isNotEmpty();
            return out;
        }
    }

    /** What passes of a message when event time stands at an instant. */
    private List<AnnotatedFeedback> counted(Configuration c, long now, long eventTime) throws Exception {
        try (DefinedJob job = detect(c);
                KeyedTwoInputStreamOperatorTestHarness<String, AnnotatedFeedback, SharedId, AnnotatedFeedback> harness =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                job.<AnnotatedFeedback, SharedId, AnnotatedFeedback>ofTwoInputs("deduplicate"),
                                m -> m.feedback().id(),
                                null,
                                Types.STRING,
                                720,
                                1,
                                0)) {
            harness.open();
            harness.processWatermark1(new Watermark(now));
            harness.processWatermark2(new Watermark(now));
            harness.processElement1(new StreamRecord<>(message(eventTime), eventTime));
            return harness.extractOutputValues();
        }
    }

    /** What is emitted for a message that is later than event time by so much. */
    private List<String> told(Configuration c, long eventTime, long lateBy) throws Exception {
        try (DefinedJob job = detect(c);
                KeyedBroadcastOperatorTestHarness<String, PendingSignal, RuleUpdate, Alert> harness =
                        new KeyedBroadcastOperatorTestHarness<>(
                                job.<String, PendingSignal, RuleUpdate, Alert>keyed("episodes"),
                                s -> s.signal().episodeKey(),
                                Types.STRING,
                                720,
                                1,
                                0)) {
            harness.open();
            harness.processWatermark(eventTime + lateBy);
            harness.processBroadcastWatermark(eventTime + lateBy);
            Rule rule = ActiveRules.of(RULES).rule("Single");
            harness.processElement(
                    new PendingSignal(
                            MessageRouter.hit(
                                    rule,
                                    rule.severities().get(0),
                                    Group.ALL,
                                    new CountedMessage(message(eventTime), true)),
                            eventTime),
                    eventTime);
            harness.processWatermark(eventTime + lateBy + MINUTE);
            harness.processBroadcastWatermark(eventTime + lateBy + MINUTE);
            return harness.extractOutputValues().stream()
                    .map(a -> a.status() + " " + a.severity() + " " + (a.historical() ? "historical" : "new"))
                    .toList();
        }
    }

    private static AnnotatedFeedback message(long eventTime) {
        return AnnotatedFeedback.builder(Feedback.builder("a:1", "a", eventTime)
                        .channel("social")
                        .text("快递五天没有动静了")
                        .build())
                .sentiment(new Sentiment(Label.NEGATIVE, -.9, .95))
                .grade(3)
                .analysisVersion("test")
                .build();
    }

    private void doors() {
        put(Option.WALL_BIND, "127.0.0.1", "127.0.0.2", c -> wall(c, 0));
        put(
                Option.WALL_PORT,
                freePort(),
                freePort(),
                c -> wall(c, PortPlan.of(0, c).wall()));
        put(Option.INGEST_BIND, "127.0.0.1", "127.0.0.2", c -> ingest(c, url -> url.getHost()));
        put(Option.INGEST_PORT, freePort(), freePort(), c -> ingest(c, URI::getPort));
        put(Option.INGEST_SECRET, "", "file:" + secret(), c -> ingest(c, DeadOptionsTest::post));
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String secret() {
        try {
            return Files.writeString(directory.resolve("ingest.key"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Object wall(Configuration c, int port) throws Exception {
        try (WallServer wall = Jobs.wall(NOWHERE, c, StackFiles.read(c), port)) {
            URI url = URI.create(wall.url());
            return List.of(url.getHost(), port == 0 ? 0 : url.getPort(), get(url.resolve("/health")));
        }
    }

    /** What is asked of a door. */
    private interface Asked {
        Object at(URI url) throws Exception;
    }

    private Object ingest(Configuration c, Asked asked) throws Exception {
        try (IngestServer ingest = IngestServer.start(Stack.ingestSettings(NOWHERE, PortPlan.of(0, c), c))) {
            URI url = URI.create(ingest.url());
            assertThat(get(url.resolve("/health"))).isEqualTo(200);
            return asked.at(url);
        }
    }

    private static int get(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Something that is refused in any case, for this reason or that. */
    private static Object post(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve("/feedback"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":1}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private void files() {
        put(
                Option.RULES_DIR,
                here("alert-rules/rules"),
                here("alert-rules/rules/shipped.yaml"),
                c -> ActiveRules.of(StackFiles.read(c).update()).plans().size());
        put(
                Option.TAXONOMY_DIR,
                here("alert-rules/taxonomy"),
                smaller(),
                c -> StackFiles.unchecked(c).issues().leaves().size());
        put(
                Option.NOTIFY_FILE,
                here("alert-rules/notify.yaml"),
                here("flink-jobs/local/src/test/resources/kinds/notify.yaml"),
                c -> StackFiles.read(c).notifySettings(c).config().receivers());
        put(Option.PUBLIC_URL, "https://one.example.com", "https://other.example.com", this::links);
    }

    private static String here(String path) {
        return Checkouts.root().resolve(path).toString();
    }

    private String smaller() {
        try {
            Path folder = Files.createDirectories(directory.resolve("taxonomy"));
            String shipped = Files.readString(Checkouts.root().resolve("alert-rules/taxonomy/zh-retail.yaml"));
            Files.writeString(
                    folder.resolve("own.yaml"),
                    shipped.substring(
                            0,
                            shipped.indexOf(
                                    "\n- id: ",
                                    shipped.indexOf("\nleaves:")
                                            + 20
                                            + shipped.substring(shipped.indexOf("\nleaves:"))
                                                    .indexOf("counter_examples"))));
            return folder.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The words of a push. */
    private Object links(Configuration c) throws Exception {
        return io.tidewatch.local.fields.FirstPush.of(StackFiles.read(c).notifySettings(c));
    }
}
