package io.tidewatch.rule.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Json;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says which parts are live together. Going back is a new manifest with the parts of an older one.
 *
 * @param revision rises with every manifest, from 1
 * @param parts content hashes, see {@link RulePart#hash()}; without repetition
 * @param author who applied it
 * @param reason why, in the author's words; may be empty
 * @param at when it was applied, epoch milliseconds
 * @param folder what lay in the folders that {@code up} watches when it was published, live or not: kind and name of a file
 *     ({@link RulePart#file()}) → content hash; empty when nobody watched
 */
public record RuleManifest(
        long revision, List<String> parts, String author, String reason, long at, Map<String, String> folder) {
    private static final String FROM_FOLDER = "folder";
    private static final String APPLIED = "applied";

    /** The key on the topic: compaction keeps the newest. */
    public static final String KEY = "manifest";

    /** Each manifest is also kept under a key of its own, to say since when something is live and to go back to. */
    public static final String REVISION_PREFIX = "revision:";

    public RuleManifest {
        if (revision < 1) {
            throw new IllegalArgumentException("revision: " + revision + ", expected at least 1");
        }
        if (new LinkedHashSet<>(parts).size() != parts.size()) {
            throw new IllegalArgumentException("parts: a part is there twice");
        }
    }

    /** The manifest that activates these parts, where nobody watches a folder. */
    public static RuleManifest of(long revision, List<RulePart> parts, String author, String reason, long at) {
        return of(revision, parts, author, reason, at, Map.of());
    }

    /** The manifest that activates these parts. */
    public static RuleManifest of(
            long revision, List<RulePart> parts, String author, String reason, long at, Map<String, String> folder) {
        return new RuleManifest(
                revision, parts.stream().map(RulePart::hash).toList(), author, reason, at, new TreeMap<>(folder));
    }

    /** True for a part that is live just as it lay in a watched folder; any other was applied. */
    public boolean isFromFolder(String hash) {
        return folder.containsValue(hash);
    }

    /** The key under which a revision is kept. */
    public static String keyOf(long revision) {
        return REVISION_PREFIX + revision;
    }

    /** True when this one replaces the other: a later read of the same or an older revision changes nothing. */
    public boolean replaces(@Nullable RuleManifest other) {
        return other == null || revision > other.revision;
    }

    public String json() {
        return Json.write(g -> {
            g.writeNumberField("revision", revision);
            g.writeArrayFieldStart("parts");
            for (String p : parts) {
                g.writeString(p);
            }
            g.writeEndArray();
            g.writeObjectFieldStart("origins");
            for (String p : parts) {
                g.writeStringField(p, isFromFolder(p) ? FROM_FOLDER : APPLIED);
            }
            g.writeEndObject();
            g.writeObjectFieldStart("folder");
            for (Map.Entry<String, String> file : folder.entrySet()) {
                g.writeStringField(file.getKey(), file.getValue());
            }
            g.writeEndObject();
            g.writeStringField("author", author);
            g.writeStringField("reason", reason);
            g.writeStringField("at", WireTime.print(at));
        });
    }

    /** @throws IllegalArgumentException when it is no manifest; the set that is live stays */
    public static RuleManifest read(String json) {
        try {
            JsonNode n = Json.tree(json);
            if (!n.path("revision").isIntegralNumber() || !n.path("parts").isArray()) {
                throw new IllegalArgumentException("not a rule manifest: revision and parts are missing");
            }
            List<String> parts = new ArrayList<>();
            n.path("parts").forEach(p -> parts.add(p.asText()));
            Map<String, String> folder = new TreeMap<>();
            n.path("folder")
                    .properties()
                    .forEach(e -> folder.put(e.getKey(), e.getValue().asText()));
            return new RuleManifest(
                    n.path("revision").asLong(),
                    List.copyOf(parts),
                    n.path("author").asText(),
                    n.path("reason").asText(),
                    WireTime.parse(n.path("at").asText()).toInstant().toEpochMilli(),
                    folder);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a rule manifest: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a rule manifest: at: " + e.getMessage(), e);
        }
    }
}
