package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Incident;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the live store held at one instant. An absent key is an empty map here and "no data" on the wall, never zero.
 *
 * @param fiveMinutes issue → complaints; likewise hour and day
 * @param complaints messages that complained in the last hour, of however many issues; null when not known
 * @param sentiment label → messages of the last hour
 * @param sources in order of their names
 * @param incidents open ones
 * @param learning null when not known
 * @param unreadable values that are not what they should be, each counted once
 * @param quotes newest first
 */
record LiveFigures(
        Map<String, Long> fiveMinutes,
        Map<String, Long> hour,
        Map<String, Long> day,
        @Nullable Long complaints,
        Map<String, Long> sentiment,
        List<Source> sources,
        List<Incident> incidents,
        @Nullable Learning learning,
        int unreadable,
        List<Quote> quotes) {
    static final LiveFigures NONE =
            new LiveFigures(Map.of(), Map.of(), Map.of(), null, Map.of(), List.of(), List.of(), null, 0, List.of());

    /**
     * @param complaints the hash as stored; likewise sentiment, sources, incidents and learning
     * @param stream the JSON of the newest entries, newest first
     * @param redactions the JSON of those that take one back
     */
    static LiveFigures read(
            Map<String, Long> fiveMinutes,
            Map<String, Long> hour,
            Map<String, Long> day,
            Map<String, String> complaints,
            Map<String, String> sentiment,
            Map<String, String> sources,
            Map<String, String> incidents,
            Map<String, String> learning,
            List<String> stream,
            List<String> redactions) {
        Map<String, Long> messages = new LinkedHashMap<>();
        Map<String, Long> labels = new LinkedHashMap<>();
        int unreadable = numbers(complaints, messages) + numbers(sentiment, labels);
        List<Source> seen = new ArrayList<>();
        for (Map.Entry<String, String> e : new TreeMap<>(sources).entrySet()) {
            try {
                seen.add(Source.read(e.getKey(), Json.tree(e.getValue())));
            } catch (JsonProcessingException x) {
                unreadable++;
            }
        }
        List<Incident> open = new ArrayList<>();
        for (String json : incidents.values()) {
            try {
                open.add(IncidentJson.read(json));
            } catch (JsonProcessingException | RuntimeException x) {
                unreadable++;
            }
        }
        open.sort(Comparator.comparing(Incident::id));
        Set<String> gone = new HashSet<>();
        for (String json : redactions) {
            try {
                gone.add(Json.tree(json).path("id").asText());
            } catch (JsonProcessingException x) {
                unreadable++;
            }
        }
        List<Quote> quotes = new ArrayList<>();
        for (String json : stream) {
            try {
                JsonNode n = Json.tree(json);
                Quote.of(n).filter(q -> !gone.contains(q.id())).ifPresent(quotes::add);
            } catch (JsonProcessingException x) {
                unreadable++;
            }
        }
        return new LiveFigures(
                fiveMinutes,
                hour,
                day,
                messages.get("1h"),
                labels,
                List.copyOf(seen),
                List.copyOf(open),
                Learning.read(learning),
                unreadable,
                List.copyOf(quotes));
    }

    /** @return how many are none */
    private static int numbers(Map<String, String> stored, Map<String, Long> out) {
        int unreadable = 0;
        for (Map.Entry<String, String> e : stored.entrySet()) {
            try {
                out.put(e.getKey(), Math.round(Double.parseDouble(e.getValue())));
            } catch (NumberFormatException x) {
                unreadable++;
            }
        }
        return unreadable;
    }
}
