package io.tidewatch.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tidewatch.alert.Alert;
import io.tidewatch.local.faults.Waves.Said;
import io.tidewatch.local.stack.RunningUp;
import io.tidewatch.testing.Eventually;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.AlertJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One stack that is sent {@link Waves} as they are said, while faults befall it. A client whose message is not accepted
 * sends it again, as it should; one that was accepted without an answer so comes twice.
 */
final class FaultRun implements AutoCloseable {
    private static final String NOTIFY = """
            apiVersion: tidewatch/notify/v1
            route: {receiver: phone, group_by: [incident], group_wait: 5s, group_interval: 10s, repeat_interval: 4h}
            receivers:
            - name: phone
              channels: [{type: webhook, url: '%s', secret: 'file:%s', allow_private: true}]
            """;
    private static final int BATCH = 500;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final List<String> JOBS = List.of("annotate", "detect", "notify", "index");
    private static final Duration REQUEST = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HttpReceiver phone = new HttpReceiver();
    private final Waves waves;
    private final Path directory;
    private final Path data;
    private final String[] options;
    private final SplittableRandom random;
    private RunningUp up;
    private int faults;
    private int sent;
    private long next;

    /**
     * @param directory empty
     * @param window of the rules, as a rule file has it
     * @param seed of the instants at which faults happen
     */
    FaultRun(Waves waves, Path directory, String window, long seed) throws IOException {
        this.waves = waves;
        this.directory = directory;
        random = new SplittableRandom(seed);
        data = directory.resolve("data");
        phone.answers(204, "");
        Path rules = Files.createDirectories(directory.resolve("rules"));
        Files.writeString(rules.resolve("faults.yaml"), waves.rules(window));
        Path secret = Files.writeString(directory.resolve("secret"), "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0");
        Path notify = Files.writeString(directory.resolve("notify.yaml"), NOTIFY.formatted(phone.url("/push"), secret));
        Path ids = Files.writeString(directory.resolve("id.key"), "the same in every run, so that ids compare");
        options = new String[] {
            "--id_key",
            "file:" + ids,
            "--rules.dir",
            rules.toString(),
            "--notify.file",
            notify.toString(),
            "--checkpoint.interval",
            "2s",
            "--out_of_orderness",
            "1s"
        };
        up = start();
    }

    private RunningUp start() throws IOException {
        return RunningUp.start(InterruptedUp.class, directory, data, options);
    }

    /** Nothing happens to it. */
    FaultOutcome undisturbed() throws Exception {
        return play(Long.MAX_VALUE, Long.MAX_VALUE, () -> {});
    }

    /**
     * The whole stack is killed and started again.
     *
     * @param atLeastMs and {@code atMostMs}: from one fault to the next, and from the beginning to the first
     */
    FaultOutcome killed(int times, long atLeastMs, long atMostMs) throws Exception {
        FaultOutcome outcome = play(atLeastMs, atMostMs, () -> {
            if (faults < times) {
                up.close();
                up = start();
                faults++;
            }
        });
        assertThat(faults).as("kills").isEqualTo(times);
        return outcome;
    }

    /** A task of one job fails, whichever: the job starts again from its last checkpoint. */
    FaultOutcome failed(String job, int times, long atLeastMs, long atMostMs) throws Exception {
        FaultOutcome outcome = play(atLeastMs, atMostMs, () -> {
            if (faults < times && up.runs(job)) {
                fail(job);
            }
        });
        assertThat(faults).as("failures of " + job).isEqualTo(times);
        return outcome;
    }

    private void fail(String job) throws Exception {
        long before = up.restarts(job);
        List<String> tasks = tasksOnlyOf(job);
        String task = tasks.get(random.nextInt(tasks.size()));
        up.process().getOutputStream().write((task + " (1/\n").getBytes(StandardCharsets.UTF_8));
        up.process().getOutputStream().flush();
        Eventually.within(Duration.ofSeconds(60))
                .see("restarts of " + job + " after '" + task + "' failed", () -> up.restarts(job), n -> n > before);
        faults++;
    }

    /** All jobs run in one process, where threads have the names of tasks: what two jobs have would fail in either. */
    private List<String> tasksOnlyOf(String job) throws Exception {
        List<String> tasks = new ArrayList<>(up.tasks(job));
        for (String other : JOBS) {
            if (!other.equals(job)) {
                tasks.removeAll(up.tasks(other));
            }
        }
        assertThat(tasks).as("tasks of " + job).isNotEmpty();
        return tasks;
    }

    /** May not be due. */
    private interface Fault {
        void happen() throws Exception;
    }

    private FaultOutcome play(long atLeastMs, long atMostMs, Fault fault) throws Exception {
        List<Said> all = waves.said();
        // what is said when it can be heard
        long began = System.currentTimeMillis() + 2_000;
        next = pause(began, atLeastMs, atMostMs);
        sent = 0;
        Eventually.within(Duration.ofMillis(waves.lengthMs() + 900_000))
                .every(TICK)
                .see(
                        "whether all is told",
                        () -> {
                            if (System.currentTimeMillis() >= next) {
                                fault.happen();
                                next = pause(System.currentTimeMillis(), atLeastMs, atMostMs);
                            }
                            sent += send(all, sent, began);
                            return sent == all.size() && isOver();
                        },
                        over -> over);
        long messages = all.size();
        Eventually.within(Duration.ofSeconds(60))
                .see("stored messages", () -> up.stored("feedback"), n -> n == messages);
        return FaultOutcome.of(up.stored("feedback"), complaints(), revisions(), phone.requests());
    }

    private long pause(long from, long atLeastMs, long atMostMs) {
        return atLeastMs == Long.MAX_VALUE ? atLeastMs : from + random.nextLong(atLeastMs, atMostMs);
    }

    /** @return how many of those that are due were accepted; they are sent again otherwise */
    private int send(List<Said> all, int from, long began) throws InterruptedException {
        long now = System.currentTimeMillis() - began;
        StringBuilder lines = new StringBuilder();
        int n = 0;
        while (from + n < all.size() && n < BATCH && all.get(from + n).at() <= now) {
            lines.append(all.get(from + n).json(began)).append('\n');
            n++;
        }
        if (n == 0) {
            return 0;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(up.address("ingest") + "/feedback"))
                .timeout(REQUEST)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202 ? n : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether there were alerts and all of them have ended, and the receiver was told of the last. */
    private boolean isOver() {
        Map<String, Alert> newest = new HashMap<>();
        for (Alert a : revisions()) {
            // after a fault an earlier revision may be published once more
            newest.merge(a.id(), a, (x, y) -> y.revision() >= x.revision() ? y : x);
        }
        long incidents = phone.requests().stream()
                .map(HttpReceiver.Request::text)
                .filter(t -> t.contains("\"reason\":\"resolved\"") && t.contains("\"incident\":\"rule:Wave"))
                .count();
        return !newest.isEmpty() && newest.values().stream().noneMatch(Alert::isOpen) && incidents >= waves.count();
    }

    private List<Alert> revisions() {
        List<Alert> all = new ArrayList<>();
        up.records("tidewatch.alerts").stream()
                .sorted(Comparator.comparingInt((ConsumerRecord<String, String> r) -> r.partition())
                        .thenComparingLong(ConsumerRecord::offset))
                .forEach(r -> {
                    try {
                        all.add(AlertJson.read(r.value()));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return all;
    }

    /** Those of the last day, as the wall's store has them. */
    private double complaints() {
        try (RedisClient client = RedisClient.create(up.address("redis"));
                StatefulRedisConnection<String, String> redis = client.connect()) {
            return Eventually.within(Duration.ofSeconds(30))
                    .see(
                            "complaints of the day",
                            () -> redis.sync().zscore("tw:issues:24h", "logistics.transit_delay"),
                            n -> n != null && n >= waves.complaints());
        }
    }

    @Override
    public void close() throws InterruptedException {
        up.close();
        phone.close();
    }
}
