package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.PushMessage;
import io.tidewatch.notify.message.Runbooks;
import io.tidewatch.wire.Retraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** Alerts, pushes and settings for tests. */
final class NotifyFixtures {
    static final long START = 1794398460000L;
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** What a robot of DingTalk answers when it has taken a message. */
    static final String DELIVERED = "{\"errcode\":0,\"errmsg\":\"ok\"}";

    private NotifyFixtures() {}

    static Alert alert(
            String issue, String region, int revision, AlertStatus status, Severity severity, boolean historical) {
        boolean open = !status.equals(AlertStatus.RESOLVED);
        long updatedAt = START + 60_000L * revision;
        return Alert.builder(
                        issue + region,
                        "f" + issue + region,
                        issue,
                        "AnySurge",
                        AlertKind.SURGE,
                        severity,
                        new Group(List.of("issue", "region"), List.of(issue, region)))
                .revision(revision)
                .ruleVersion("v1")
                .status(status)
                .resolution(open ? null : Resolution.RECOVERED)
                .historical(historical)
                .labels(Map.of("team", "logistics"))
                .startsAt(START)
                .firedAt(START + 60_000)
                .updatedAt(updatedAt)
                .resolvedAt(open ? 0 : updatedAt)
                .windowMs(600_000)
                .value(AlertValue.builder()
                        .posts(210)
                        .originals(120)
                        .authors(97)
                        .reach(48_000)
                        .expected(14.2)
                        .ratio(8.5)
                        .score(6.2)
                        .probability(0.998)
                        .negativeShare(0.93)
                        .build())
                .evidence(new Evidence(
                        null,
                        List.of(new EvidenceSample("w:1", "快递三天没动了", "social", "weibo", START)),
                        List.of("没动"),
                        List.of()))
                .summary(new Bilingual("物流延误", "delay"))
                .owner("logistics-oncall")
                .build();
    }

    static Alert firing(String region) {
        return alert("logistics.transit_delay", region, 1, AlertStatus.FIRING, Severity.WARNING, false);
    }

    static NotifySettings settings(String hook, String secrets) {
        return settings(hook, secrets, "10s");
    }

    static NotifySettings settings(String hook, String secrets, String groupWait) {
        String text = """
                apiVersion: tidewatch/notify/v1
                owners:
                  logistics-oncall: {receiver: logistics}
                route:
                  receiver: rest
                  group_wait: %s
                  group_interval: 2m
                  routes: [{matchers: ['owner!=""'], receiver: owner}]
                receivers:
                - name: logistics
                  channels:
                  - {type: webhook, url: '%s', secret: 'file:hook.key'}
                  - {type: dingtalk, url: 'file:ding.url'}
                - {name: rest, channels: []}
                """.formatted(groupWait, hook);
        return new NotifySettings("notify.yaml", text, null, secrets, 900_000, Runbooks.none());
    }

    static Push push(int n, int channel, Reason reason, long createdAt) {
        String issue = "issue" + n;
        Incident i = new Incident(
                issue + "@1",
                issue,
                1,
                IncidentStatus.OPEN,
                Severity.WARNING,
                false,
                START,
                START,
                0,
                "open",
                null,
                "logistics-oncall",
                null,
                new Bilingual("题", "title"),
                List.of(),
                Evidence.NONE,
                null);
        PushMessage m = new PushMessage(new Bilingual("题", "title"), List.of(new Bilingual("行", "line")));
        String id = issue + "-" + channel + "-" + reason + "-" + createdAt;
        return new Push(id, "logistics", channel, reason, "logistics-oncall", "zh", i, m, createdAt);
    }

    /** A first push that quotes some messages, q:0, q:1 … */
    static Push quoting(int n, long createdAt, String... texts) {
        List<EvidenceSample> samples = new ArrayList<>();
        List<Bilingual> lines = new ArrayList<>();
        lines.add(new Bilingual("行", "line"));
        for (int i = 0; i < texts.length; i++) {
            // of another incident only the first message is the same
            String id = i == 0 ? "q:0" : "q:" + n + i;
            samples.add(new EvidenceSample(id, texts[i], "social", "weibo", START));
            lines.add(new Bilingual("「" + texts[i] + "」— 微博 20:01", "“" + texts[i] + "” — Weibo 20:01"));
        }
        Push p = push(n, 0, Reason.FIRST, createdAt);
        return new Push(
                p.delivery(),
                p.receiver(),
                p.channel(),
                p.reason(),
                p.owner(),
                p.lang(),
                p.incident().withEvidence(new Evidence(samples.get(0), samples, List.of(), List.of())),
                new PushMessage(p.message().title(), lines),
                createdAt);
    }

    /**
     * Incidents being tracked.
     *
     * @param from a snapshot; null to begin
     * @param now processing time, epoch milliseconds
     */
    static KeyedBroadcastOperatorTestHarness<String, Alert, Announcement, Incident> tracking(
            NotifySettings settings, OperatorSubtaskState from, long now) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new TrackIncidentsFunction(settings), List.of(TrackIncidentsFunction.SOURCES)),
                        Alert::incident,
                        Types.STRING,
                        720,
                        1,
                        0),
                from,
                now);
    }

    /**
     * The delivery of pushes at an instant.
     *
     * @param from a snapshot; null to begin
     * @param now processing time, epoch milliseconds
     */
    static KeyedBroadcastOperatorTestHarness<String, Push, Retraction, Receipt> delivering(
            DeliverFunction deliver, OperatorSubtaskState from, long now) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(deliver, List.of(DeliverFunction.RETRACTED)),
                        Push::queue,
                        Types.STRING,
                        720,
                        1,
                        0),
                from,
                now);
    }

    private static <I, B, O> KeyedBroadcastOperatorTestHarness<String, I, B, O> opened(
            KeyedBroadcastOperatorTestHarness<String, I, B, O> harness, OperatorSubtaskState from, long now)
            throws Exception {
        harness.setProcessingTime(now);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }

    /** What is to be sent so far. */
    static List<Push> pushes(KeyedBroadcastOperatorTestHarness<String, Alert, Announcement, Incident> harness) {
        List<Push> out = new ArrayList<>();
        var records = harness.getSideOutput(TrackIncidentsFunction.PUSHES);
        if (records != null) {
            records.forEach(r -> out.add(r.getValue()));
        }
        return out;
    }
}
