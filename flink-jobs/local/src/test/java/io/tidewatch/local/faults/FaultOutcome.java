package io.tidewatch.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Severity;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run gave, as far as faults must not change it. When several alerts of an incident became known at one time,
 * fewer notifications tell of them: what counts is that each incident is told to have begun and ended once.
 *
 * @param messages stored
 * @param complaints counted on the wall
 * @param alerts episodes: rule, group, worst severity, how it ended and, but for composites,
 *     whose height depends on the instant at which they are looked at, originals at its height; sorted
 * @param told incidents: how often the receiver was told that it began and that it ended, worst severity, which members; sorted
 * @param repeats deliveries that came once more, said to be possible repeats
 * @param twice what came twice and did not say so; is to be empty
 */
record FaultOutcome(
        long messages, double complaints, List<String> alerts, List<String> told, int repeats, List<String> twice) {
    private static final String POSSIBLE_REPEAT = "可能重复";

    /** @param revisions of all alerts, in order within each */
    static FaultOutcome of(long messages, double complaints, List<Alert> revisions, List<HttpReceiver.Request> pushes)
            throws IOException {
        List<String> twice = new ArrayList<>();
        List<String> alerts = alerts(revisions, twice);
        Map<String, JsonNode> once = new LinkedHashMap<>();
        int repeats = 0;
        for (HttpReceiver.Request r : pushes) {
            JsonNode push = Json.tree(r.body());
            String delivery = push.path("delivery").asText();
            if (once.putIfAbsent(delivery, push) == null) {
                continue;
            }
            repeats++;
            String title = push.path("message").path("title").toString();
            if (!title.contains(POSSIBLE_REPEAT)) {
                twice.add("delivery " + delivery + ": " + title);
            }
        }
        return new FaultOutcome(messages, complaints, alerts, told(once.values()), repeats, twice);
    }

    private static List<String> alerts(List<Alert> revisions, List<String> twice) {
        Map<String, Alert> last = new TreeMap<>();
        Map<String, Severity> worst = new TreeMap<>();
        Map<String, Long> height = new TreeMap<>();
        for (Alert a : revisions) {
            last.merge(a.id(), a, (x, y) -> y.revision() >= x.revision() ? y : x);
            worst.merge(a.id(), a.severity(), (x, y) -> x.compareTo(y) >= 0 ? x : y);
            height.merge(a.id(), a.value().originals(), Math::max);
        }
        Map<String, String> ids = new TreeMap<>();
        List<String> alerts = new ArrayList<>();
        for (Alert a : last.values()) {
            String episode = a.rule() + a.group().values();
            String other = ids.putIfAbsent(episode, a.id());
            if (other != null) {
                twice.add("alert " + episode + ": " + other + " and " + a.id());
            }
            alerts.add(episode + " " + worst.get(a.id()).wire() + " "
                    + (a.isOpen() ? "open" : String.valueOf(a.resolution()))
                    + (a.kind() == AlertKind.COMPOSITE ? "" : " " + height.get(a.id())));
        }
        alerts.sort(null);
        return alerts;
    }

    private static List<String> told(Iterable<JsonNode> pushes) {
        record Told(int[] begun, int[] ended, TreeSet<Severity> severities, TreeSet<String> members) {}
        Map<String, Told> incidents = new TreeMap<>();
        for (JsonNode push : pushes) {
            JsonNode incident = push.path("incident");
            Told t = incidents.computeIfAbsent(
                    incident.path("incident").asText(),
                    k -> new Told(new int[1], new int[1], new TreeSet<>(), new TreeSet<>()));
            if (push.path("reason").asText().equals("first")) {
                t.begun()[0]++;
            }
            boolean over = push.path("status").asText().equals("resolved")
                    && incident.path("status").asText().equals("resolved");
            if (over) {
                t.ended()[0]++;
            } else {
                t.severities().add(Severity.of(incident.path("severity").asText()));
            }
            for (JsonNode m : incident.path("members")) {
                t.members().add(m.path("rule").asText() + m.path("group"));
            }
        }
        List<String> told = new ArrayList<>();
        incidents.forEach((key, t) -> told.add(key + " begun " + t.begun()[0] + " ended " + t.ended()[0] + " "
                + (t.severities().isEmpty() ? "never" : t.severities().last().wire()) + " " + t.members()));
        return told;
    }
}
