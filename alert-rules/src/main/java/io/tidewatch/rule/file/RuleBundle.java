package io.tidewatch.rule.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All files of one manifest, or what is missing of them: a set is used as a whole or not at all.
 *
 * @param files kind → file name → text; only to be used when nothing is missing
 * @param missing hashes of parts that are absent or damaged
 */
public record RuleBundle(RuleManifest manifest, Map<String, Map<String, String>> files, List<String> missing) {

    /**
     * Looks up every part of a manifest.
     *
     * @param valueOf gives the value of a key of the topic, or null
     */
    public static RuleBundle assemble(RuleManifest manifest, Function<String, @Nullable String> valueOf) {
        Map<String, Map<String, String>> files = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String hash : manifest.parts()) {
            RulePart part = intact(hash, valueOf.apply(RulePart.keyOf(hash)));
            if (part == null
                    || files.computeIfAbsent(part.kind(), k -> new TreeMap<>()).putIfAbsent(part.name(), part.text())
                            != null) {
                missing.add(hash);
            }
        }
        return new RuleBundle(manifest, files, List.copyOf(missing));
    }

    /** This bundle when nothing is missing. */
    public Optional<RuleBundle> complete() {
        return missing.isEmpty() ? Optional.of(this) : Optional.empty();
    }

    /** Files of one kind, name → text; empty when there are none. */
    public Map<String, String> of(String kind) {
        return files.getOrDefault(kind, Map.of());
    }

    private static @Nullable RulePart intact(String hash, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            RulePart part = RulePart.read(value);
            return part.hash().equals(hash) ? part : null;
        } catch (IllegalArgumentException e) {
            return null; // reported as missing, by its hash
        }
    }
}
