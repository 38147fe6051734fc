package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.testing.Eventually;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update whose jobs keep another state, while an incident is open that somebody was notified of. */
class StateIT {
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: state
              owner: voc-team
              interval: 10s
              rules:
              - alert: Many
                kind: threshold
                where: 'complaint'
                by: [issue, region]
                window: 1h
                severities: {warning: {originals: '>= 5'}}
                recover: {originals: '< 1', hold: 30s}
                annotations: {runbook: runbooks/issue.md}
            """;
    private static final String NOTIFY = """
            apiVersion: tidewatch/notify/v1
            route: {receiver: phone, group_by: [incident], group_wait: 0s, group_interval: 1s, repeat_interval: 4h}
            receivers:
            - name: phone
              channels: [{type: webhook, url: '%s', secret: 'file:%s', allow_private: true}]
            """;
    private static final String WHERE = "\"visibility\":\"public\",\"customer\":{\"region\":\"浙江\"}";

    @TempDir
    private Path directory;

    private HttpReceiver phone;
    private Path rules;
    private Path notify;
    private RunningUp up;

    /** In the recent past, so that event time need not be waited for. */
    private final Instant began = Instant.now().minus(Duration.ofMinutes(5));

    @BeforeEach
    void prepare() throws IOException {
        phone = new HttpReceiver();
        phone.answers(204, "");
        rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(rules.resolve("state.yaml"), RULES);
        Path secret = Files.writeString(directory.resolve("secret"), "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
        notify = Files.writeString(directory.resolve("notify.yaml"), NOTIFY.formatted(phone.url("/push"), secret));
    }

    @AfterEach
    void end() throws InterruptedException {
        up.close();
        phone.close();
    }

    @Test
    void shouldRefuseTheStateOfAnotherVersionAndGoOnFromWhatIsStored() throws Exception {
        // given: somebody is notified, then the process is killed
        Path data = directory.resolve("data");
        up = start(data);
        complain(1, 6);
        passTo(60);
        Eventually.within(Duration.ofSeconds(60)).see("pushes", () -> pushes().size(), n -> n == 1);
        Alert before = last();
        String incident = pushes().get(0).path("incident").path("id").asText();
        Eventually.within(Duration.ofSeconds(30))
                .see("checkpoints", () -> checkpoints(data).size(), n -> n == 4);
        up.close();

        // when
        Files.writeString(data.resolve("checkpoints/tidewatch-detect.state-version"), "99\n");
        List<Path> kept = checkpoints(data);
        String refused = RunningUp.refused(directory, data, options());

        // then
        assertThat(refused.lines().filter(l -> l.startsWith("tidewatch: ")))
                .singleElement()
                .asString()
                .contains("another version of Tidewatch")
                .contains("tidewatch-detect left 99 and keeps ")
                .contains("run ./tidewatch up --rebuild-state --dir " + data);
        assertThat(checkpoints(data)).isEqualTo(kept);

        // when: it goes on, a message comes twice, and there are more
        List<String> options = new ArrayList<>(List.of(options()));
        options.add("--rebuild-state");
        up = RunningUp.start(directory, data, options.toArray(String[]::new));
        assertThat(up.said())
                .contains("open incidents: 1, ended within a day: 0, receipts of deliveries: 1")
                // what is on the topic again is not among the stored ones
                .containsPattern("open alerts: 1; playing [1-7] stored messages since ")
                .containsPattern("the old checkpoints are kept in .*data/checkpoints-before-");
        complain(1, 1);
        complain(7, 9);
        passTo(90);

        // then: each message counted once, the same alert, and nobody notified again
        Eventually.within(Duration.ofSeconds(60))
                .see("originals", () -> last().value().originals(), n -> n == 9);
        assertThat(last().id()).isEqualTo(before.id());
        assertThat(last().revision()).isGreaterThan(before.revision());
        assertThat(last().startsAt()).isEqualTo(before.startsAt());
        assertThat(pushes()).hasSize(1);

        // when: its rule is gone
        Files.writeString(
                rules.resolve("state.yaml"),
                RULES.replace("alert: Many", "alert: Other").replace(">= 5", ">= 500"));

        // then
        Eventually.within(Duration.ofSeconds(60)).see("pushes", () -> pushes().size(), n -> n == 2);
        assertThat(pushes().get(1).path("status").asText()).isEqualTo("resolved");
        assertThat(pushes().get(1).path("incident").path("id").asText()).isEqualTo(incident);
        assertThat(last().id()).isEqualTo(before.id());
        assertThat(last().resolution()).isEqualTo(Resolution.RULE_REMOVED);
        assertThat(alerts().stream().filter(a -> a.status() == AlertStatus.RESOLVED))
                .hasSize(1);
        assertThat(up.records("tidewatch.receipts")).hasSize(2);
    }

    /** Complaints of one region in the first seconds; those with the same number are the same message. */
    private void complain(int from, int to) throws Exception {
        for (int i = from; i <= to; i++) {
            up.post(
                    "state:" + i,
                    "social",
                    began.plusSeconds(i),
                    "快递" + "一二三四五六七八九".charAt(i - 1) + "天没动静，" + "急着等着盼着催着问着".substring(i - 1, i + 1) + "用",
                    WHERE + ",\"author\":{\"id\":\"a" + i + "\"}");
        }
    }

    /** Lets event time pass. */
    private void passTo(int second) throws Exception {
        up.post("state:pass" + second, "social", began.plusSeconds(second), "今天天气不错", WHERE);
    }

    private List<JsonNode> pushes() throws IOException {
        List<JsonNode> pushes = new ArrayList<>();
        for (HttpReceiver.Request r : phone.requests()) {
            pushes.add(Json.tree(r.body()));
        }
        return pushes;
    }

    private RunningUp start(Path data) throws IOException {
        return RunningUp.start(directory, data, options());
    }

    private String[] options() {
        return new String[] {
            "--rules.dir",
            rules.toString(),
            "--notify.file",
            notify.toString(),
            "--checkpoint.interval",
            "2s",
            "--out_of_orderness",
            "1s",
            // event time may have followed the clock while the stack was down
            "--allowed_lateness",
            "1h"
        };
    }

    private Alert last() {
        List<Alert> all = alerts();
        return all.get(all.size() - 1);
    }

    /** Every revision of the alerts, in order: there is one rule and one group. */
    private List<Alert> alerts() {
        List<Alert> all = new ArrayList<>();
        up.records("tidewatch.alerts").stream()
                .sorted(Comparator.comparingLong(r -> r.offset()))
                .forEach(r -> {
                    try {
                        all.add(AlertJson.read(r.value()));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return all;
    }

    /** The jobs' newest. */
    private static List<Path> checkpoints(Path data) {
        List<Path> found = new ArrayList<>();
        try {
            for (String job : Jobs.STATE_VERSIONS.keySet().stream().sorted().toList()) {
                io.tidewatch.local.flink.RetainedCheckpoint.find(
                                data.resolve("checkpoints").resolve(job))
                        .stream()
                        .limit(1)
                        .forEach(c -> found.add(c.directory()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
