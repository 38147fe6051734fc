package io.tidewatch.local.fields;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Severity;
import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Secrets;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.job.notify.Announcement;
import io.tidewatch.job.notify.NotifySettings;
import io.tidewatch.job.notify.TrackIncidentsFunction;
import io.tidewatch.notify.DispatchTimeline;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.Runbooks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/**
 * What a notify.yaml makes of some alerts: who would be notified and when, in which words, and what then arrives at a
 * receiver on this machine. Production code throughout; the clock stands still.
 */
final class PlayedDelivery implements AutoCloseable {
    static final long START = at("2026-11-11T21:00:00+08:00");

    private static final long MINUTE = 60_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(START), ZoneOffset.UTC);
    private static final long SLOW_MS = 1_500;

    private final HttpServer server;
    private final Path secrets;
    private final List<String> arrived = new ArrayList<>();

    PlayedDelivery(Path secrets) throws IOException {
        this.secrets = secrets;
        // an address of this machine that nobody would take for public
        server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 8);
        server.createContext("/", this::arrive);
        server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool(work -> {
            Thread t = new Thread(work);
            t.setDaemon(true);
            return t;
        }));
        server.start();
        for (String name : List.of("one", "other", "slow")) {
            Files.writeString(secrets.resolve(name + ".url"), url("/" + name));
            Files.writeString(
                    secrets.resolve(name + ".key"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa" + name.substring(0, 2));
        }
    }

    /** Under {@code /slow} it answers late. */
    String url(String path) {
        return "http://127.0.0.2:" + server.getAddress().getPort() + path;
    }

    /** Everything that anybody sees of the delivery. */
    synchronized String sent(String text) throws Exception {
        NotifySettings settings =
                new NotifySettings("notify.yaml", text, null, secrets.toString(), 15 * MINUTE, Runbooks.none());
        NotifyConfig config = settings.config();
        StringBuilder out = new StringBuilder();
        List<DispatchTimeline.TimedAlert> emitted = alerts();
        DispatchTimeline.of(config, emitted, START + 12 * 60 * MINUTE)
                .forEach(t -> out.append(t.at() - START)
                        .append(' ')
                        .append(t.receiver())
                        .append(' ')
                        .append(t.reason())
                        .append(' ')
                        .append(t.incident().incident())
                        .append('\n'));
        DispatchTimeline.inhibited(config, emitted, START + 40 * MINUTE)
                .forEach(a -> out.append("inhibited ").append(a.rule()).append('\n'));
        for (Push push : pushes(settings)) {
            out.append(sent(config, push)).append('\n');
        }
        return out.toString();
    }

    /** The first words of the first alert, for each receiver and channel. */
    static List<Push> pushes(NotifySettings settings) throws Exception {
        try (KeyedBroadcastOperatorTestHarness<String, Alert, Announcement, Incident> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new TrackIncidentsFunction(settings), List.of(TrackIncidentsFunction.SOURCES)),
                        Alert::incident,
                        Types.STRING,
                        720,
                        1,
                        0)) {
            harness.open();
            harness.setProcessingTime(START);
            harness.processElement(alerts().get(0).alert(), START);
            harness.setProcessingTime(START + 2 * MINUTE);
            List<Push> out = new ArrayList<>();
            if (harness.getSideOutput(TrackIncidentsFunction.PUSHES) != null) {
                for (StreamRecord<Push> r : harness.getSideOutput(TrackIncidentsFunction.PUSHES)) {
                    out.add(r.getValue());
                }
            }
            return out;
        }
    }

    private String sent(NotifyConfig config, Push push) throws Exception {
        Channel channel = config.receivers().get(push.receiver()).channels().get(push.channel());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Outbound http = new Outbound(CLOCK);
        arrived.clear();
        try (PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8)) {
            SenderContext context = new SenderContext(config, new Secrets(Map.of(), secrets), http, CLOCK, printed);
            String outcome;
            try {
                outcome = Senders.open(channel, context).send(push).get().toString();
            } catch (IllegalArgumentException e) {
                outcome = "nothing can be sent";
            }
            return push.receiver() + ": " + outcome + "\n" + console.toString(StandardCharsets.UTF_8) + "\n" + arrived;
        } finally {
            http.close();
        }
    }

    private void arrive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>(exchange.getRequestHeaders());
            headers.keySet().removeIf(h -> !h.startsWith("Webhook-"));
            String path = exchange.getRequestURI().toString();
            arrived.add(path + " " + headers + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (path.startsWith("/slow")) {
                java.util.concurrent.locks.LockSupport.parkNanos(SLOW_MS * 1_000_000);
            }
            byte[] answer = "{\"errcode\":0}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** A delay that grows and spreads, what is explained by a source that is down, and one that nobody answers for. */
    private static List<DispatchTimeline.TimedAlert> alerts() {
        List<DispatchTimeline.TimedAlert> out = new ArrayList<>();
        say(out, 0, alert("AnySurge", AlertKind.SURGE, "logistics.transit_delay", "浙江", Severity.WARNING, 40, "desk"));
        say(out, 1, alert("AnySurge", AlertKind.SURGE, "logistics.transit_delay", "四川", Severity.WARNING, 30, "desk"));
        say(
                out,
                10,
                alert("AnySurge", AlertKind.SURGE, "logistics.transit_delay", "浙江", Severity.WARNING, 100, "desk"));
        say(
                out,
                20,
                alert("AnySurge", AlertKind.SURGE, "logistics.transit_delay", "浙江", Severity.CRITICAL, 300, "desk"));
        say(out, 30, alert("SourceSilent", AlertKind.FLATLINE, "source", "浙江", Severity.WARNING, 0, "desk"));
        say(out, 31, alert("Shift", AlertKind.SHIFT, "quality.defect", "浙江", Severity.WARNING, 50, "duty"));
        say(out, 32, alert("Shift", AlertKind.SHIFT, "app.crash", "四川", Severity.WARNING, 50, "duty"));
        say(out, 33, alert("Nobodys", AlertKind.MATCH, "price.error", "四川", Severity.WARNING, 1, null));
        return out;
    }

    private static void say(List<DispatchTimeline.TimedAlert> out, int minute, Alert.Builder alert) {
        long at = START + minute * MINUTE;
        int revision = 1
                + (int) out.stream()
                        .filter(s -> s.alert().id().equals(alert.build().id()))
                        .count();
        out.add(new DispatchTimeline.TimedAlert(
                at, alert.revision(revision).updatedAt(at).build()));
    }

    private static Alert.Builder alert(
            String rule, AlertKind kind, String issue, String region, Severity severity, long originals, String owner) {
        return Alert.builder(
                        rule + issue + region,
                        "f" + rule + issue + region,
                        issue,
                        rule,
                        kind,
                        severity,
                        new Group(List.of("issue", "region"), List.of(issue, region)))
                .ruleVersion("v1")
                .status(AlertStatus.FIRING)
                .labels(Map.of("team", "logistics"))
                .startsAt(START)
                .firedAt(START)
                .windowMs(10 * MINUTE)
                .value(AlertValue.builder()
                        .posts(originals)
                        .originals(originals)
                        .authors(originals)
                        .reach(originals)
                        .negativeShare(1)
                        .build())
                .evidence(new Evidence(
                        null,
                        List.of(new EvidenceSample("w:1", "快递三天没动了", "social", "weibo", START)),
                        List.of("没动"),
                        List.of()))
                .summary(new Bilingual("物流延误", "delay"))
                .owner(owner);
    }

    private static long at(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
