package io.tidewatch.rule.file;

import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.OrderedSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads rule files. */
public final class RuleFiles {
    /** What {@code apiVersion} must say. */
    public static final String API_VERSION = "tidewatch/v1";

    private RuleFiles() {}

    /**
     * Reads files together, as they would be live together.
     *
     * @param files name → text
     * @param problems takes every error and warning with file, line and path
     * @return the rules that could be read; only to be used when there are no errors
     */
    public static RuleSet read(Map<String, String> files, Taxonomy taxonomy, Problems problems) {
        return read(files, RuleReferences.of(taxonomy), problems);
    }

    /** As {@link #read(Map, Taxonomy, Problems)}, and also checks what the rules refer to. */
    public static RuleSet read(Map<String, String> files, RuleReferences references, Problems problems) {
        RuleReader reader = new RuleReader(references);
        List<Read> all = new ArrayList<>();
        new TreeMap<>(files).forEach((file, text) -> readFile(file, text, reader, problems, all));
        checkNames(all);
        checkTwins(all);
        checkComposites(all);
        List<Rule> rules = new ArrayList<>();
        for (Read r : all) {
            if (r.rule != null) {
                rules.add(r.rule);
            }
        }
        return new RuleSet(List.copyOf(rules), versionOf(rules));
    }

    /** In which file each rule stands: name of the rule → name of the file. */
    public static Map<String, String> filesOf(Map<String, String> files) {
        Map<String, String> out = new TreeMap<>();
        new TreeMap<>(files).forEach((file, text) -> {
            YamlMap root = YamlFile.parse(file, text, new Problems());
            if (root != null) {
                for (YamlMap group : root.maps("groups")) {
                    for (YamlMap rule : group.maps("rules")) {
                        String name = rule.peek("alert");
                        if (name != null) {
                            out.putIfAbsent(name, file);
                        }
                    }
                }
            }
        });
        return out;
    }

    /** A rule and where it stands. */
    private record Read(YamlMap map, @Nullable Rule rule) {
        String name() {
            return Objects.requireNonNullElse(map.peek("alert"), "");
        }

        String place() {
            return map.file() + ":" + map.line();
        }
    }

    private static void readFile(String file, String text, RuleReader reader, Problems problems, List<Read> into) {
        YamlMap root = YamlFile.parse(file, text, problems);
        if (root == null) {
            return;
        }
        root.allow(List.of("apiVersion", "groups")).refuseEmpty();
        String version = root.required("apiVersion");
        if (!version.isEmpty() && !version.equals(API_VERSION)) {
            root.error("apiVersion", "'" + version + "', expected " + API_VERSION);
        }
        if (!root.has("groups")) {
            root.error("groups", "missing field 'groups'");
        }
        Set<String> names = new HashSet<>();
        for (YamlMap map : root.maps("groups")) {
            String name = map.required("name");
            if (!name.isEmpty() && !names.add(name)) {
                map.error("name", "a group '" + name + "' is there twice");
            }
            if (!map.has("rules")) {
                map.error("rules", "missing field 'rules'");
            }
            RuleGroup group = RuleGroup.read(map);
            for (YamlMap rule : map.maps("rules")) {
                into.add(new Read(rule, reader.read(rule, group)));
            }
        }
    }

    private static void checkNames(List<Read> all) {
        Map<String, Read> first = new HashMap<>();
        for (Read r : all) {
            Read other = r.name().isEmpty() ? null : first.putIfAbsent(r.name(), r);
            if (other != null) {
                r.map.error("alert", "a rule '" + r.name() + "' is there twice, first at " + other.place());
            }
        }
    }

    /** A share that rises and one that falls cannot be severities of one rule. */
    private static boolean looksForFall(Rule rule) {
        return rule.severities().stream()
                .flatMap(s -> s.conditions().stream())
                .anyMatch(c -> c.metric() == Metric.DELTA_POINTS
                        && (c.operator() == Condition.Operator.AT_MOST || c.operator() == Condition.Operator.BELOW));
    }

    /** True for kinds that may differ in more than what they count and how they judge it. */
    private static boolean hasOwnFields(Rule rule) {
        return rule.spec().share() != null
                || rule.spec() instanceof OrderedSpec
                || rule.spec() instanceof CompositeSpec;
    }

    /** Two rules that count the same and judge it by the same kind belong into one, as two severities. */
    private static void checkTwins(List<Read> all) {
        Map<String, Read> first = new LinkedHashMap<>();
        for (Read r : all) {
            if (r.rule == null) {
                continue;
            }
            Rule rule = r.rule;
            String what = rule.kind() + "\n" + rule.series().where() + "\n"
                    + new TreeSet<>(rule.series().by());
            String key = hasOwnFields(rule) ? what + rule.structure() + looksForFall(rule) : what;
            Read other = first.putIfAbsent(key, r);
            if (other != null && !other.name().equals(r.name())) {
                r.map.error(
                        "where",
                        "same kind, where and by as " + other.name() + " at " + other.place()
                                + ", expected one rule with several severities");
            }
        }
    }

    private static void checkComposites(List<Read> all) {
        Map<String, Read> byName = new TreeMap<>();
        all.forEach(r -> byName.putIfAbsent(r.name(), r));
        for (Read r : all) {
            if (r.rule == null || !(r.rule.spec() instanceof CompositeSpec composite)) {
                continue;
            }
            for (String member : composite.when().members()) {
                Read m = byName.get(member);
                if (m == null) {
                    r.map.error(
                            "when",
                            "no rule '" + member + "' among the files checked"
                                    + Problems.suggestion(member, byName.keySet()));
                } else if (m.rule != null) {
                    checkMember(r, m.rule);
                }
            }
        }
    }

    private static void checkMember(Read composite, Rule member) {
        if (member.spec() instanceof CompositeSpec) {
            composite.map.error("when", "'" + member.name() + "' is a composite rule itself, expected other kinds");
            return;
        }
        List<String> by =
                composite.rule == null ? List.of() : composite.rule.series().by();
        for (int i = 0; i < by.size(); i++) {
            if (!member.series().by().contains(by.get(i))) {
                composite.map.itemError(
                        "by",
                        i,
                        "'" + by.get(i) + "' is not among the by of " + member.name() + " "
                                + member.series().by());
            }
        }
    }

    private static String versionOf(List<Rule> rules) {
        TreeMap<String, String> versions = new TreeMap<>();
        rules.forEach(r -> versions.put(r.name(), r.version()));
        return RuleHashes.of(versions.toString());
    }
}
