package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.stack.RunningUp;
import io.tidewatch.testing.Eventually;
import io.tidewatch.wire.AlertJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rules that change while messages flow, on the real stack in a process of its own. */
class LiveRulesIT {
    /** The slowest that a saved rule may become live. */
    private static final Duration LIVE = Duration.ofSeconds(5);

    /** For a message to go through the whole path, event time included. */
    private static final Duration THROUGH = Duration.ofSeconds(60);

    /** Longer than a checkpoint and the time between two of them. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: live
              owner: voc-team
              interval: 10s
              rules:
              - alert: InOrder
                kind: sequence
                by: [region]
                within: 1h
                steps: [%s]
                severities: {warning: {}}
                keep_firing_for: 1h
                annotations: {runbook: runbooks/issue.md}
              - alert: Many
                kind: threshold
                where: 'channel == "review"'
                by: [region]
                window: 10m
                severities: {warning: {posts: '>= %d'}}
                recover: {posts: '< 1', hold: 30m}
                annotations: {runbook: runbooks/issue.md}
              - alert: Few
                kind: threshold
                where: 'channel == "social"'
                by: [region]
                window: 10m
                limits: {max_series: 1}
                severities: {warning: {posts: '>= 100'}}
                annotations: {runbook: runbooks/issue.md}
              - alert: Divides
                kind: match
                where: '100 / (followers - followers) > 1'
                severities: {info: {}}
                annotations: {runbook: runbooks/issue.md}
            """;
    private static final String A = "{name: a, where: 'channel == \"social\"'}";
    private static final String B = "{name: b, where: 'channel == \"phone\"'}";
    private static final String C = "{name: c, where: 'channel == \"email\"'}";

    @TempDir
    private Path directory;

    private Path file;
    private RunningUp up;
    private int posted;
    private Instant said = Instant.EPOCH;

    @BeforeEach
    void start() throws IOException {
        file = Files.createDirectory(directory.resolve("rules")).resolve("live.yaml");
        Files.writeString(file, RULES.formatted(A + ", " + B, 3));
        up = up();
    }

    @AfterEach
    void end() throws InterruptedException {
        up.close();
    }

    @Test
    void shouldTakeAnotherStructureInSecondsAndKeepWhatBelongsToIt() throws Exception {
        // given: both rules at work, and a beginning that the old structure waits to end
        post("浙江", "social", "phone");
        post("江苏", "social");
        post("四川", "review", "review", "review");
        awaitAlert("InOrder", "浙江");
        awaitAlert("Many", "四川");

        // when
        long before = Eventually.within(THROUGH).see("revision of the rules", up::rulesRevision, n -> n > 0);
        Files.writeString(file, RULES.formatted(A + ", " + C + ", " + B, 2));
        Eventually.within(LIVE).see("revision of the rules in every subtask", up::rulesRevision, n -> n > before);
        post("江苏", "email", "phone");
        post("福建", "social", "phone");
        post("湖南", "social", "email", "phone");
        // so many that the open alert is worth an amendment
        post("四川", "review", "review", "review", "review");
        post("湖北", "social", "email");

        // then
        awaitAlert("InOrder", "湖南");
        assertThat(up.said()).contains("changed: live.yaml");
        assertThat(alerts("InOrder")).extracting(a -> a.group().get("region")).doesNotContain("江苏", "福建");

        String listed = Eventually.within(THROUGH)
                .see(
                        "rules list",
                        this::list,
                        rules -> rules.contains("FAILING: a division by zero or an overflow")
                                && rules.contains("AT ITS LIMIT")
                                && rules.contains(" % of a core"));
        assertThat(listed).contains("Divides  match  by nothing  info");
        assertThat(listed.lines().filter(l -> l.contains("FAILING")))
                .singleElement(STRING)
                .startsWith("Divides");
        assertThat(listed.lines().filter(l -> l.contains("AT ITS LIMIT")))
                .singleElement(STRING)
                .startsWith("Few")
                .containsPattern("AT ITS LIMIT: max_series is 1, groups dropped: [1-9]");
        assertThat(printed("status"))
                .containsPattern("job +tidewatch-detect +running")
                .containsPattern("learning +day 1 of 14, what is usual is not known yet")
                .containsPattern("complaints +[0-9]+ in the last hour")
                .doesNotContain("late origin");

        // when
        awaitCheckpointOfEverythingPosted();
        up.process().destroyForcibly().waitFor();
        up = up();
        post("湖北", "phone");

        // then
        awaitAlert("InOrder", "湖北");
        assertThat(alerts("InOrder").stream().map(Alert::id).distinct()).hasSize(3);
        assertThat(alerts("Many").stream().map(Alert::id).distinct())
                .as("the threshold's edit and the restart keep the open episode")
                .hasSize(1);
        Eventually.within(THROUGH)
                .see(
                        "versions of the rule in its alert",
                        () -> alerts("Many").stream()
                                .map(Alert::ruleVersion)
                                .distinct()
                                .count(),
                        n -> n > 1);
        assertThat(alerts("Many")).extracting(Alert::status).doesNotContain(AlertStatus.RESOLVED);
    }

    private RunningUp up() throws IOException {
        return RunningUp.start(
                directory,
                directory.resolve("data"),
                "--rules.dir",
                file.getParent().toString(),
                "--checkpoint.interval",
                "2s",
                "--out_of_orderness",
                "1s");
    }

    /** One message in each of these channels, one said after the other. */
    private void post(String region, String... channels) throws Exception {
        for (String channel : channels) {
            posted++;
            said = Instant.ofEpochMilli(
                    Math.max(said.toEpochMilli() + 1, Clock.systemUTC().millis()));
            up.post(
                    "live:" + posted,
                    channel,
                    said,
                    "第" + posted + "单" + region + "快递五天没动",
                    "\"customer\":{\"id\":\"c" + posted + "\",\"region\":\"" + region + "\"}");
        }
    }

    /** Detection has read all messages and has kept what it knows of them. */
    private void awaitCheckpointOfEverythingPosted() throws Exception {
        String last = "live:" + posted;
        Eventually.within(THROUGH)
                .see(
                        "annotated messages with " + last,
                        () -> up.records("tidewatch.annotated"),
                        all -> all.stream().anyMatch(r -> last.equals(r.key())));
        long read = Clock.systemUTC().millis();
        Eventually.within(KEPT)
                .see(
                        "trigger of the newest checkpoint, which must come after " + read,
                        () -> up.checkpointedAt("detect"),
                        at -> at > read);
    }

    /** What rules list prints. */
    private String list() {
        return printed("rules", "list");
    }

    /** What a command prints about the running stack. */
    private String printed(String... command) {
        String[] arguments = Stream.concat(
                        Stream.of(command),
                        Stream.of("--dir", directory.resolve("data").toString()))
                .toArray(String[]::new);
        StringWriter printed = new StringWriter();
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(printed, true));
        assertThat(line.execute(arguments)).as(printed::toString).isZero();
        return printed.toString();
    }

    private void awaitAlert(String rule, String region) {
        Eventually.within(THROUGH)
                .see(
                        "groups with an alert of " + rule + ", among them " + region,
                        () -> alerts(rule).stream()
                                .map(a -> a.group().get("region"))
                                .distinct()
                                .toList(),
                        regions -> regions.contains(region));
    }

    private List<Alert> alerts(String rule) {
        return up.records("tidewatch.alerts").stream()
                .map(r -> read(r.value()))
                .filter(a -> a.rule().equals(rule))
                .toList();
    }

    private static Alert read(String json) {
        try {
            return AlertJson.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
