package io.tidewatch.rule.file;

import io.tidewatch.rule.RuleSet;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** The rules as the jobs read them; those that cannot be read are left out. */
    public RuleSet rules() {
        return RuleFiles.read(
                of(RulePart.RULES),
                RuleReferences.of(TaxonomyFiles.of(of(RulePart.TAXONOMY)))
                        .withDimensions(DimensionFiles.of(of(RulePart.DIMENSIONS))),
                new Problems());
    }

    /** True for a file of rules that is live just as it lies in the watched folder. */
    public boolean isFromFolder(String rulesFile) {
        String text = of(RulePart.RULES).get(rulesFile);
        return text != null && manifest.isFromFolder(new RulePart(RulePart.RULES, rulesFile, text).hash());
    }

    /**
     * Names of rule files that are live, but not so in the watched folder, or the other way round; in order, empty when nobody
     * watched.
     */
    public Set<String> differingFromFolder() {
        Set<String> out = new TreeSet<>();
        if (!manifest.folder().isEmpty()) {
            Map<String, String> live = of(RulePart.RULES);
            live.keySet().stream().filter(f -> !isFromFolder(f)).forEach(out::add);
            String kind = RulePart.RULES + "/";
            manifest.folder().keySet().stream()
                    .filter(f -> f.startsWith(kind))
                    .map(f -> f.substring(kind.length()))
                    .filter(f -> !live.containsKey(f))
                    .forEach(out::add);
        }
        return out;
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
