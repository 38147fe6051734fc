package io.tidewatch.rule.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One file on {@code tidewatch.rules}. Its key is a hash of its content, so that a part never changes and a manifest
 * says exactly what is live.
 *
 * @param kind rules, taxonomy, calendar, notify, dimensions or primed
 * @param name of the file, unique within its kind
 * @param text of the file, as a person wrote it
 */
public record RulePart(String kind, String name, String text) {
    public static final String RULES = "rules";
    public static final String TAXONOMY = "taxonomy";
    public static final String CALENDAR = "calendar";
    public static final String NOTIFY = "notify";
    public static final String DIMENSIONS = "dimensions";

    /**
     * No file: hash of a series whose rules were taught from stored feedback, and the event time that it begins at (RFC
     * 3339).
     */
    public static final String PRIMED = "primed";

    private static final Set<String> KINDS = Set.of(RULES, TAXONOMY, CALENDAR, NOTIFY, DIMENSIONS, PRIMED);
    private static final String KEY_PREFIX = "part:";

    public RulePart {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("kind: '" + kind + "', expected one of " + new TreeSet<>(KINDS));
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: empty, expected a file name");
        }
    }

    /** One part per file, in order of name. */
    public static List<RulePart> of(String kind, Map<String, String> files) {
        List<RulePart> out = new ArrayList<>();
        new TreeMap<>(files).forEach((name, text) -> out.add(new RulePart(kind, name, text)));
        return out;
    }

    /** Over kind, name and text. */
    public String hash() {
        return RuleHashes.of(kind + '\u0001' + name + '\u0001' + text);
    }

    /** Kind and name: which file it is, whatever stands in it. */
    public String file() {
        return kind + "/" + name;
    }

    /** The key on the topic. */
    public String key() {
        return keyOf(hash());
    }

    /** The key of the part with this hash. */
    public static String keyOf(String hash) {
        return KEY_PREFIX + hash;
    }

    public String json() {
        return Json.write(g -> {
            g.writeStringField("kind", kind);
            g.writeStringField("name", name);
            g.writeStringField("text", text);
        });
    }

    /** @throws IllegalArgumentException when it is no part */
    public static RulePart read(String json) {
        try {
            JsonNode n = Json.tree(json);
            return new RulePart(
                    n.path("kind").asText(),
                    n.path("name").asText(),
                    n.path("text").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a rule part: " + e.getOriginalMessage(), e);
        }
    }
}
