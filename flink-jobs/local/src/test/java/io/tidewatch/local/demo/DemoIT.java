package io.tidewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Severity;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.kibana.KibanaPanels;
import io.tidewatch.dashboard.kibana.PanelQuery;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.sample.DemoSample;
import io.tidewatch.local.sample.SampleFile;
import io.tidewatch.local.sample.SampleGenerator;
import io.tidewatch.local.sample.SampleSettings;
import io.tidewatch.local.stack.Addresses;
import io.tidewatch.local.stack.RaisedAlerts;
import io.tidewatch.local.stack.Stack;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.local.stored.FeedbackExport;
import io.tidewatch.replay.Backtest;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on real servers: another issue, another region and another seed than the demo's own. */
class DemoIT {
    private static final String ISSUE = "payment.failure";
    private static final String REGION = "广东";

    @TempDir
    Path dir;

    @Test
    void shouldAlertOnThePlantedSurgeAndNothingElse() throws Exception {
        Path root = Checkouts.root();
        Configuration configuration = Configuration.defaults(root).with(Option.HISTORICAL_AFTER, "48h");
        DemoSample sample = SampleGenerator.of(SampleSettings.recovered(
                7, ISSUE, REGION, Clock.systemUTC().millis(), DemoCommand.AFTER_SURGE, TaxonomyFiles.packaged()));
        Progress progress = new Progress(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        try (PushReceiver receiver = PushReceiver.start(Clock.systemUTC(), p -> {})) {
            Path data = Files.createDirectory(dir.resolve("data"));
            Path key = Files.writeString(dir.resolve("push.secret"), receiver.secret());
            StackFiles files = StackFiles.read(configuration)
                    .withNotify(DemoNotify.NAME, DemoNotify.text(receiver.url(), key.toString(), List.of(), List.of()));
            try (Stack stack = Stack.start(data, 0, configuration, files, false, progress)) {
                DemoResult result = new OnceRun(
                                sample, new StackView(stack.addresses()), receiver, Clock.systemUTC(), progress)
                        .run();

                assertThat(result.indexed()).isEqualTo(result.feedback() - result.duplicates() - result.deadLetters());
                assertThat(receiver.refused()).isEmpty();
                List<Alert> alerts = result.alerts().stream()
                        .filter(a -> a.severity() != Severity.INFO)
                        .toList();
                assertThat(alerts).extracting(Alert::incident).containsOnly(ISSUE);
                // whichever rule tells, one does, and at the level of the region
                List<Alert> planted = alerts.stream()
                        .filter(a -> a.kind().hasLevel() && a.partOf() == null)
                        .toList();
                assertThat(planted).hasSize(1);
                assertThat(regionOf(planted.get(0))).isEqualTo(REGION);
                assertThat(alerts).extracting(Alert::status).containsOnly(AlertStatus.RESOLVED);
                assertThat(result.leadMinutes()).isPositive();
                assertThatEveryPanelIsAnswered(stack.addresses());
                assertThatRedisShowsTheCounts(stack.addresses());
                assertThatEveryAlertIsAmongThoseRaised(stack.addresses(), result.alerts());
                Path written = dir.resolve("sample.jsonl");
                SampleFile.write(written, sample);
                assertThatTheBacktestAgrees(written, files, alerts);
                Path exported = dir.resolve("exported.jsonl");
                assertThat(export(stack.addresses(), exported)).isEqualTo(result.indexed());
                assertThatTheBacktestAgrees(exported, files, alerts);
            }
        }
    }

    private static void assertThatEveryPanelIsAnswered(Addresses addresses) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        for (PanelQuery panel : KibanaPanels.load()) {
            JsonNode answer = Json.tree(http.send(
                            HttpRequest.newBuilder(
                                            URI.create(addresses.elasticsearch() + "/" + panel.index() + "/_search"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(panel.queryJson()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
            assertThat(panel.isAnswered(answer))
                    .as("%s: %s", panel.title(), answer)
                    .isTrue();
        }
    }

    private static void assertThatEveryAlertIsAmongThoseRaised(Addresses addresses, List<Alert> alerts)
            throws Exception {
        RaisedAlerts raised =
                RaisedAlerts.read(addresses.elasticsearch(), Clock.systemUTC().millis());
        ElasticsearchHttp elasticsearch = new ElasticsearchHttp(addresses.elasticsearch(), Duration.ofSeconds(10));
        for (Map.Entry<String, Long> rule : alerts.stream()
                .collect(Collectors.groupingBy(Alert::rule, Collectors.counting()))
                .entrySet()) {
            long stored = elasticsearch
                    .post("/tidewatch-alerts/_count", "{\"query\":{\"term\":{\"rule\":\"" + rule.getKey() + "\"}}}")
                    .path("count")
                    .asLong();
            // those that others explain are stored and are no result
            assertThat(raised.of(rule.getKey()))
                    .as(rule.getKey())
                    .isEqualTo(stored)
                    .isGreaterThanOrEqualTo(rule.getValue());
        }
        assertThat(raised.of("NoSuchRule")).isZero();
    }

    private static void assertThatRedisShowsTheCounts(Addresses addresses) {
        try (RedisClient client = RedisClient.create(addresses.redis());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            assertThat(redis.zscore("tw:issues:24h", ISSUE)).isGreaterThan(1_000);
            assertThat(redis.hgetall("tw:sentiment:1h")).containsKeys("negative", "positive");
            assertThat(redis.hgetall("tw:sources")).isNotEmpty();
            assertThat(redis.hgetall("tw:incidents:open")).isEmpty();
            assertThat(redis.xlen("tw:stream")).isPositive();
        }
    }

    private static long export(Addresses addresses, Path file) throws IOException {
        FeedbackExport export = new FeedbackExport(
                new ElasticsearchHttp(addresses.elasticsearch(), Duration.ofSeconds(30)),
                0,
                Clock.systemUTC().millis() + 86_400_000L);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            return export.write(out::println);
        }
    }

    private static void assertThatTheBacktestAgrees(Path file, StackFiles files, List<Alert> live) throws Exception {
        List<Alert> alerts =
                Backtest.run(file, files.update(), () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]), 2);
        assertThat(alerts.stream()
                        .filter(a -> a.severity() != Severity.INFO && a.partOf() == null)
                        .map(DemoIT::what))
                .containsExactlyInAnyOrderElementsOf(live.stream()
                        .filter(a -> a.partOf() == null)
                        .map(DemoIT::what)
                        .toList());
    }

    private static @Nullable String regionOf(Alert a) {
        return a.level() == null ? a.group().get("region") : a.level().get("region");
    }

    private static String what(Alert a) {
        return a.rule() + " " + a.group().values() + " " + a.severity();
    }
}
