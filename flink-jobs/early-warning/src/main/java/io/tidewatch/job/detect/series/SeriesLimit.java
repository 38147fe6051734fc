package io.tidewatch.job.detect.series;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which series of one subtask had a message least recently. Knows keys only: per series kind a list in that order, no
 * longer than its limit.
 */
final class SeriesLimit {
    private final Map<String, LinkedHashMap<String, Boolean>> seen = new HashMap<>();

    /**
     * Notes that a series had a message.
     *
     * @param kind hash of the series' definition
     * @param key of its state
     * @param most series of this kind that are followed at a time, at least 1
     * @return key of the series that must go, or null
     */
    @Nullable
    String add(String kind, String key, int most) {
        LinkedHashMap<String, Boolean> keys = seen.computeIfAbsent(kind, k -> new LinkedHashMap<>(16, 0.75f, true));
        if (keys.put(key, Boolean.TRUE) != null && keys.size() <= most) {
            return null;
        }
        return keys.size() > most ? keys.keySet().iterator().next() : null;
    }

    /** Notes that a series is gone. */
    void forget(String kind, String key) {
        LinkedHashMap<String, Boolean> keys = seen.get(kind);
        if (keys != null) {
            keys.remove(key);
            if (keys.isEmpty()) {
                seen.remove(kind);
            }
        }
    }

    /** How many series of a kind are followed. */
    int size(String kind) {
        LinkedHashMap<String, Boolean> keys = seen.get(kind);
        return keys == null ? 0 : keys.size();
    }
}
