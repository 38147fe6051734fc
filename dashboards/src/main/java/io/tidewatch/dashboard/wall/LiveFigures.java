package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Incident;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the live store held at one instant. An absent key is an empty map here and "no data" on the wall, never zero.
 *
 * @param fiveMinutes issue → complaints; likewise hour and day
 * @param sentiment label → messages of the last hour
 * @param sources in order of their names
 * @param incidents open ones
 * @param unreadable values that are not what they should be, each counted once
 * @param quotes newest first
 */
record LiveFigures(
        Map<String, Long> fiveMinutes,
        Map<String, Long> hour,
        Map<String, Long> day,
        Map<String, Long> sentiment,
        List<Source> sources,
        List<Incident> incidents,
        int unreadable,
        List<Quote> quotes) {
    static final LiveFigures NONE =
            new LiveFigures(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), 0, List.of());

    /**
     * @param sentiment the hash as stored; likewise sources and incidents
     * @param stream the JSON of the newest entries, newest first
     */
    static LiveFigures read(
            Map<String, Long> fiveMinutes,
            Map<String, Long> hour,
            Map<String, Long> day,
            Map<String, String> sentiment,
            Map<String, String> sources,
            Map<String, String> incidents,
            List<String> stream) {
        int unreadable = 0;
        Map<String, Long> labels = new LinkedHashMap<>();
        for (Map.Entry<String, String> e : sentiment.entrySet()) {
            try {
                labels.put(e.getKey(), Math.round(Double.parseDouble(e.getValue())));
            } catch (NumberFormatException x) {
                unreadable++;
            }
        }
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
        List<Quote> quotes = new ArrayList<>();
        for (String json : stream) {
            try {
                JsonNode n = Json.tree(json);
                Quote.of(n).ifPresent(quotes::add);
            } catch (JsonProcessingException x) {
                unreadable++;
            }
        }
        return new LiveFigures(
                fiveMinutes, hour, day, labels, List.copyOf(seen), List.copyOf(open), unreadable, List.copyOf(quotes));
    }
}
