package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.testing.Eventually;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real command in a process of its own. */
class UpIT {
    /** A leaf of one's own; what names it is left open. */
    private static final String LEAF = """
            apiVersion: tidewatch/v1
            categories:
            - id: parking
              name: {zh: 停车, en: Parking}
            leaves:
            - id: parking.full
              name: {zh: 车位不够, en: Full}
              severity: P3
              need: 便捷
              cause: 流程
              touchpoint: store
              owner: store-oncall
              fallback: duty-manager
              runbook: runbooks/store.md
              negative_only: true
              keywords: [%s]
              examples: [周末车位满了, 又是车位满了]
              counter_examples: [车位很多, 好停车]
            """;

    /** Counts by another dimension than any shipped rule. */
    private static final String TAUGHT = """
            apiVersion: tidewatch/v1
            groups:
            - name: own
              rules:
              - alert: AppSwell
                kind: surge
                where: 'complaint'
                by: [issue, channel]
                window: 10m
                severities:
                  warning: {sensitivity: normal, originals: '>= 30'}
            """;

    @TempDir
    private Path directory;

    private Path taxonomy;

    private final List<RunningUp> started = new ArrayList<>();

    @BeforeEach
    void copyTaxonomy() throws IOException {
        taxonomy = Files.createDirectory(directory.resolve("taxonomy"));
        Path shipped = Path.of(Checkouts.root().toString(), "alert-rules", "taxonomy", "zh-retail.yaml");
        Files.copy(shipped, taxonomy.resolve("zh-retail.yaml"));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (RunningUp up : started) {
            up.close();
        }
    }

    @Test
    void shouldSurviveBeingKilledAndStopInOrder() throws Exception {
        // given
        Path data = directory.resolve("data");
        RunningUp killed = up(data);
        killed.post("it:1", "social", "快递五天没动", "");
        assertThat(killed.get("elasticsearch", "/_index_template/tidewatch-feedback"))
                .contains("tidewatch-feedback-*");
        assertThat(killed.get("flink", "/jobs/overview")).contains("\"jobs\"");
        assertThat(killed.get("wall", "/")).contains("<html");
        Path own = applyRulesAndGoBack(data);
        applyATaughtRule(own, killed, data);
        keepsWhatWasApplied(killed, data);

        // when
        List<ProcessHandle> children = killed.process().descendants().toList();
        killed.process().destroyForcibly();

        // then
        assertThat(children).hasSizeGreaterThanOrEqualTo(4);
        within(5)
                .see(
                        "children that live on",
                        () -> children.stream().filter(ProcessHandle::isAlive).toList(),
                        List::isEmpty);

        // when
        RunningUp again = up(data);

        // then
        assertThat(again.said()).contains("live as applied, not as in the folder: taught.yaml");
        assertThat(rules(data, "list")).contains("from taught.yaml (applied)", "from shipped.yaml (folder)");
        assertThat(again.records("tidewatch.feedback.social"))
                .extracting(ConsumerRecord::key)
                .containsOnlyOnce("it:1");
        within(90)
                .see(
                        "complaints of the hour",
                        () -> complaintsOfTheHour(again),
                        Map.of("logistics.transit_delay", 1.0)::equals);

        // when
        stop(again);

        // then
        assertThat(again.process().exitValue()).isZero();
        assertThat(data.resolve("running.json")).doesNotExist();
        assertThat(data.resolve("flink")).doesNotExist();
        assertThat(again.said()).contains("stopping, the data stay in");
    }

    /** As the wall's store has them, by issue. */
    private static Map<String, Double> complaintsOfTheHour(RunningUp up) {
        try (RedisClient client = RedisClient.create(up.address("redis"));
                StatefulRedisConnection<String, String> redis = client.connect()) {
            return redis.sync().zrangeWithScores("tw:issues:1h", 0, -1).stream()
                    .collect(Collectors.toMap(ScoredValue::getValue, ScoredValue::getScore));
        }
    }

    /** As an analyst does who keeps rules in a folder of her own. */
    private Path applyRulesAndGoBack(Path data) throws IOException {
        Path own = Files.createDirectory(directory.resolve("own-rules"));
        try (DirectoryStream<Path> rules =
                Files.newDirectoryStream(Path.of(Checkouts.root().toString(), "alert-rules/rules"), "*.yaml")) {
            for (Path rule : rules) {
                Files.copy(rule, own.resolve(rule.getFileName().toString()));
            }
        }
        String shipped = Files.readString(own.resolve("shipped.yaml"));
        Path file = Files.writeString(
                own.resolve("shipped.yaml"), shipped.replaceFirst("originals: '>= 6'", "originals: '>= 9'"));
        assertThat(rules(data, "list"))
                .contains("IssueSurge  surge  10m  by issue, region  warning, critical  since")
                .contains("(revision 1, local)");
        assertThat(rules(data, "apply", own.toString(), "--author", "li.wei", "--reason", "quieter"))
                .startsWith("0 changed IssueSurge: keeps what it has learnt and its open alerts\n")
                .contains("revision 2 is live");
        assertThat(rules(data, "list", "--history")).contains("  li.wei  quieter  (live)");
        assertThat(rules(data, "apply", own.toString())).contains("nothing to apply, revision 2 is the same");
        Files.writeString(file, shipped.replaceFirst("kind: surge", "kind: surges"));
        assertThat(rules(data, "apply", own.toString())).startsWith("1 ").contains("refused, revision 2 stays live");
        Files.writeString(file, shipped);
        assertThat(rules(data, "apply", "--revision", "1")).contains("revision 3 is live");
        assertThat(rules(data, "list"))
                .contains("IssueSurge")
                .contains("(revision 3, ")
                .contains("learning 0/14 d");
        String at = Instant.now().plusSeconds(60).toString();
        String[] whyNot = {
            "explain", "--rule", "IssueSurge", "--group", "region=四川,issue=logistics.transit_delay", "--at", at
        };
        String explained = within(180).see("explanation", () -> rules(data, whyNot), s -> s.startsWith("0 "));
        assertThat(explained)
                .contains("IssueSurge · issue=logistics.transit_delay, region=四川")
                .contains(
                        "none of this group is as the rule wants it", "issue=logistics.transit_delay, region=unknown");
        assertThat(rules(data, "explain", "0123456789")).startsWith("1 ").contains("no alert '0123456789'");
        return own;
    }

    private static void applyATaughtRule(Path own, RunningUp up, Path data) throws Exception {
        up.post("it:0", "social", Instant.now().minus(Duration.ofHours(30)), "支付失败付不了款", "");
        Files.writeString(own.resolve("taught.yaml"), TAUGHT);
        annotated(up, "it:0");
        String[] apply = {"apply", own.toString(), "--prime", "2d"};
        // what was posted a moment ago is stored a moment later
        within(60).see("messages stored", () -> up.stored("feedback"), n -> n >= 2);
        assertThat(rules(data, apply))
                .contains("new AppSwell: starts learning")
                .contains("primed AppSwell: 2 groups from 2 stored messages since ");
        assertThat(rules(data, "list")).containsPattern("AppSwell  surge .* learning 1/14 d");
        within(30).see("series primed", () -> up.counter("detect", "measure and score", "series_primed"), n -> n == 2);
        assertThat(rules(data, apply)).contains("nothing to prime");
    }

    /** While the folder that is watched has no such rule, and something else of it is saved. */
    private void keepsWhatWasApplied(RunningUp up, Path data) throws IOException {
        Path file = taxonomy.resolve("zh-retail.yaml");
        Files.writeString(file, Files.readString(file) + "# a comment\n");
        awaitSaid(up, "changed: zh-retail.yaml\nlive as applied, not as in the folder: taught.yaml");
        assertThat(rules(data, "list")).contains("AppSwell  surge", "from taught.yaml (applied)");
        assertThat(rules(data, "apply", "--revision", "1")).contains("removed AppSwell");
        awaitSaid(up, ": removes AppSwell: not in revision 1\nremoved AppSwell: its open alerts end as rule_removed");
        assertThat(rules(data, "list", "--history")).contains("removes AppSwell: not in revision 1  (live)");
        assertThat(rules(data, "apply", directory.resolve("own-rules").toString()))
                .contains("not as in the folder that up watches: taught.yaml");
    }

    /** Exit code and everything that is printed. */
    private static String rules(Path data, String... arguments) {
        List<String> all = new ArrayList<>(List.of("rules"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--dir", data.toString()));
        StringWriter printed = new StringWriter();
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(printed, true));
        int exit = line.execute(all.toArray(String[]::new));
        return exit + " " + printed;
    }

    @Test
    void shouldTakeASavedTaxonomyWithinSecondsRefuseAFaultyOneAndKeepItOverARestart() throws Exception {
        // given
        Path data = directory.resolve("live");
        RunningUp up = up(data);
        String own = LEAF.formatted("车位满了").replace("severity: P3", "severity: P1");
        up.post("it:past", "social", "周末车位满了，打13812345678没人管", "");
        assertThat(stored(up, "it:past", s -> s.contains("[手机号]"))).doesNotContain("parking.full");

        // when
        Files.writeString(taxonomy.resolve("own.yaml"), own);
        awaitSaid(up, "changed: own.yaml");
        Files.writeString(taxonomy.resolve("own.yaml"), LEAF.formatted("的"));
        awaitSaid(up, "refused, what was live stays");

        // then
        assertThat(up.said())
                .contains("own.yaml:16:")
                .contains("leaves[0].keywords")
                .contains("over-broad keyword '的'");
        up.post("it:live", "social", "周末车位满了", "");
        assertThat(annotated(up, "it:live")).contains("parking.full");
        assertThat(stored(up, "it:past", s -> s.contains("parking.full"))).contains("[手机号]");
        assertThat(awaitStatus(data)).contains("\"well\":true", "\"messages\":2");
        assertThat(up.said()).contains(" messages are read again by analysis ");

        // when
        Files.writeString(taxonomy.resolve("own.yaml"), own);
        stop(up);
        RunningUp again = up(data);
        again.post("it:again", "social", "又是车位满了", "");

        // then
        assertThat(annotated(again, "it:again")).contains("parking.full");
        assertThat(within(60)
                        .see(
                                "alerts of what is said since",
                                () -> again.records("tidewatch.alerts").stream()
                                        .map(ConsumerRecord::value)
                                        .filter(v -> v.contains("parking.full"))
                                        .toList(),
                                all -> !all.isEmpty()))
                .as("what was said before the leaf is read again and pages nobody")
                .noneMatch(v -> v.contains("it:past"))
                .anyMatch(v -> v.contains("it:live"));
    }

    /** The stored document of an id, waited for. */
    private static String stored(RunningUp up, String id, Predicate<String> fits) throws Exception {
        return within(60)
                .see(
                        "stored " + id,
                        () -> up.get(
                                "elasticsearch",
                                "/tidewatch-feedback/_search?ignore_unavailable=true&q=id:%22" + id + "%22"),
                        fits);
    }

    private static String awaitStatus(Path data) {
        return within(30)
                .see(
                        "status",
                        () -> {
                            StringWriter printed = new StringWriter();
                            CommandLine line = Tidewatch.commandLine();
                            line.setOut(new PrintWriter(printed, true));
                            line.execute("status", "--json", "--dir", data.toString());
                            return printed.toString();
                        },
                        s -> s.contains("\"read\":2"));
    }

    private RunningUp up(Path data) throws IOException {
        RunningUp up = RunningUp.start(directory, data, "--taxonomy.dir", taxonomy.toString());
        started.add(up);
        return up;
    }

    private static void stop(RunningUp up) throws InterruptedException {
        up.process().destroy();
        assertThat(up.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** The annotated message of an id, waited for. */
    private static String annotated(RunningUp up, String id) {
        return within(60)
                .see(
                        "annotated messages with " + id,
                        () -> up.records("tidewatch.annotated"),
                        all -> all.stream().anyMatch(r -> id.equals(r.key())))
                .stream()
                .filter(r -> id.equals(r.key()))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** What is saved is taken or refused in seconds. */
    private static void awaitSaid(RunningUp up, String words) {
        within(5).see("'" + words + "' on the terminal", up::said, said -> said.contains(words));
    }

    private static Eventually within(long seconds) {
        return Eventually.within(Duration.ofSeconds(seconds));
    }
}
