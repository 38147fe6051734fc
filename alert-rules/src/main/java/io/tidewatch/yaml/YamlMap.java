package io.tidewatch.yaml;

import io.tidewatch.time.Durations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping with its place. Getters note a problem and return the fallback when a value is of the wrong type, so that
 * reading goes on and every problem of a file is found in one pass.
 */
public final class YamlMap {
    private static final Set<String> YAML_11_BOOLEANS =
            Set.of("yes", "no", "on", "off", "y", "n", "Yes", "No", "On", "Off", "YES", "NO", "ON", "OFF", "Y", "N");

    private final String file;
    private final String path;
    private final MappingNode node;
    private final Problems problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    YamlMap(String file, String path, MappingNode node, Problems problems) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.problems = problems;
        for (NodeTuple t : node.getValue()) {
            if (!(t.getKeyNode() instanceof ScalarNode k)) {
                problems.error(
                        file,
                        YamlFile.line(t.getKeyNode()),
                        YamlFile.column(t.getKeyNode()),
                        path,
                        "expected a plain key");
            } else if (entries.putIfAbsent(k.getValue(), t) != null) {
                problems.error(
                        file,
                        YamlFile.line(k),
                        YamlFile.column(k),
                        at(k.getValue()),
                        "duplicate key '" + k.getValue() + "'");
            }
        }
    }

    public String path() {
        return path;
    }

    public String file() {
        return file;
    }

    /** Line where the mapping starts, from 1. */
    public int line() {
        return YamlFile.line(node);
    }

    public Set<String> keys() {
        return entries.keySet();
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Notes every key that is not among the known ones, with the nearest valid name, or all of them when none is near. */
    public YamlMap allow(Collection<String> known) {
        entries.forEach((key, t) -> {
            if (!known.contains(key)) {
                problems.error(
                        file,
                        YamlFile.line(t.getKeyNode()),
                        YamlFile.column(t.getKeyNode()),
                        at(key),
                        "unknown field '" + key + "'" + suggestionOrAll(key, known));
            }
        });
        return this;
    }

    private static String suggestionOrAll(String key, Collection<String> known) {
        String near = Problems.suggestion(key, known);
        return near.isEmpty() ? ", expected one of " + String.join(", ", new TreeSet<>(known)) : near;
    }

    /** Notes that this version does not act on a field, if it is there; see {@link Problem#NOT_APPLIED}. */
    public YamlMap notApplied(String key) {
        if (has(key)) {
            warning(key, Problem.NOT_APPLIED);
        }
        return this;
    }

    /** As {@link #notApplied(String)}, of all that is in this mapping. */
    public YamlMap notApplied() {
        warning(Problem.NOT_APPLIED);
        return this;
    }

    /** As {@link #notApplied(String)}, of one item of the list under a key. */
    public void itemNotApplied(String key, int index) {
        if (has(key)) {
            itemWarning(key, index, Problem.NOT_APPLIED);
        }
    }

    /** Notes a problem at the value of a key, or at the mapping itself when the key is missing. */
    public void error(String key, String message) {
        Node n = entries.containsKey(key) ? entries.get(key).getValueNode() : node;
        problems.error(file, YamlFile.line(n), YamlFile.column(n), at(key), message);
    }

    /** As {@link #error}, but only a warning. */
    public void warning(String key, String message) {
        Node n = entries.containsKey(key) ? entries.get(key).getValueNode() : node;
        problems.warning(file, YamlFile.line(n), YamlFile.column(n), at(key), message);
    }

    /** Notes a problem at a key itself, or at the mapping when the key is missing. */
    public void keyError(String key, String message) {
        Node n = entries.containsKey(key) ? entries.get(key).getKeyNode() : node;
        problems.error(file, YamlFile.line(n), YamlFile.column(n), at(key), message);
    }

    /** Notes a problem at one item of the list under a key; at the value when it is no list. */
    public void itemError(String key, int index, String message) {
        NodeTuple t = entries.get(key);
        if (t != null
                && t.getValueNode() instanceof SequenceNode s
                && index < s.getValue().size()) {
            Node n = s.getValue().get(index);
            problems.error(file, YamlFile.line(n), YamlFile.column(n), at(key) + "[" + index + "]", message);
        } else {
            error(key, message);
        }
    }

    /** As {@link #itemError}, but only a warning. */
    public void itemWarning(String key, int index, String message) {
        NodeTuple t = entries.get(key);
        if (t != null
                && t.getValueNode() instanceof SequenceNode s
                && index < s.getValue().size()) {
            Node n = s.getValue().get(index);
            problems.warning(file, YamlFile.line(n), YamlFile.column(n), at(key) + "[" + index + "]", message);
        } else {
            warning(key, message);
        }
    }

    /** Notes every key that stands without a value. */
    public YamlMap refuseEmpty() {
        entries.forEach((key, t) -> {
            if (t.getValueNode() instanceof ScalarNode s && Tag.NULL.equals(s.getTag())) {
                problems.error(
                        file,
                        YamlFile.line(t.getKeyNode()),
                        YamlFile.column(t.getKeyNode()),
                        at(key),
                        "empty, expected a value");
            }
        });
        return this;
    }

    /** Notes a problem at the mapping's first line. */
    public void error(String message) {
        problems.error(file, line(), YamlFile.column(node), path, message);
    }

    /** Notes a warning at the mapping's first line. */
    public void warning(String message) {
        problems.warning(file, line(), YamlFile.column(node), path, message);
    }

    /** The text of a scalar, or null when missing; a problem when it is no scalar. */
    public @Nullable String string(String key) {
        Node n = value(key);
        return n == null ? null : scalar(n, at(key), true);
    }

    /** The text of a scalar without noting any problem; null when missing or no scalar. */
    public @Nullable String peek(String key) {
        return value(key) instanceof ScalarNode s ? s.getValue() : null;
    }

    public String string(String key, String fallback) {
        String s = string(key);
        return s == null ? fallback : s;
    }

    /** The text of a scalar that must be there; a problem and {@code ""} when not. */
    public String required(String key) {
        if (!entries.containsKey(key)) {
            error("missing field '" + key + "'");
            return "";
        }
        String s = string(key);
        if (s == null || s.isBlank()) {
            error(key, "empty, expected a value");
            return "";
        }
        return s;
    }

    public boolean bool(String key, boolean fallback) {
        Node n = value(key);
        if (n == null) {
            return fallback;
        }
        String s = scalar(n, at(key), false);
        if ("true".equals(s) || "false".equals(s)) {
            return "true".equals(s);
        }
        if (s != null) {
            error(key, "'" + s + "', expected true or false");
        }
        return fallback;
    }

    public long integer(String key, long fallback) {
        String s = string(key);
        if (s == null) {
            return fallback;
        }
        try {
            return Long.parseLong(s);
        } catch (NumberFormatException e) {
            error(key, "'" + s + "', expected a whole number");
            return fallback;
        }
    }

    public double decimal(String key, double fallback) {
        String s = string(key);
        if (s == null) {
            return fallback;
        }
        try {
            double d = Double.parseDouble(s);
            if (!Double.isNaN(d) && !Double.isInfinite(d)) {
                return d;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        error(key, "'" + s + "', expected a number");
        return fallback;
    }

    /** A duration in milliseconds, such as {@code 1h30m}. */
    public long duration(String key, long fallback) {
        String s = string(key);
        if (s == null) {
            return fallback;
        }
        try {
            return Durations.parse(s);
        } catch (IllegalArgumentException e) {
            error(key, String.valueOf(e.getMessage()));
            return fallback;
        }
    }

    /** True when a mapping stands under a key. */
    public boolean isMap(String key) {
        return value(key) instanceof MappingNode;
    }

    /** The mapping under a key, or null when missing. */
    public @Nullable YamlMap map(String key) {
        Node n = value(key);
        if (n == null) {
            return null;
        }
        if (n instanceof MappingNode m) {
            return new YamlMap(file, at(key), m, problems);
        }
        error(key, "expected a mapping");
        return null;
    }

    /** The mappings of a list under a key; empty when missing. */
    public List<YamlMap> maps(String key) {
        Node n = value(key);
        List<YamlMap> out = new ArrayList<>();
        if (n == null) {
            return out;
        }
        if (!(n instanceof SequenceNode s)) {
            error(key, "expected a list");
            return out;
        }
        int i = 0;
        for (Node item : s.getValue()) {
            String p = at(key) + "[" + i++ + "]";
            if (item instanceof MappingNode m) {
                out.add(new YamlMap(file, p, m, problems));
            } else {
                problems.error(file, YamlFile.line(item), YamlFile.column(item), p, "expected a mapping");
            }
        }
        return out;
    }

    /** The scalars of a list under a key; one scalar counts as a list of one; empty when missing. */
    public List<String> strings(String key) {
        Node n = value(key);
        List<String> out = new ArrayList<>();
        if (n == null) {
            return out;
        }
        if (n instanceof ScalarNode) {
            String s = scalar(n, at(key), true);
            if (s != null) {
                out.add(s);
            }
            return out;
        }
        if (!(n instanceof SequenceNode s)) {
            error(key, "expected a list");
            return out;
        }
        int i = 0;
        for (Node item : s.getValue()) {
            String v = scalar(item, at(key) + "[" + i++ + "]", true);
            if (v != null) {
                out.add(v);
            }
        }
        return out;
    }

    /** All scalars of this mapping, key → text. */
    public Map<String, String> stringMap() {
        Map<String, String> out = new LinkedHashMap<>();
        for (String key : entries.keySet()) {
            String v = string(key);
            if (v != null) {
                out.put(key, v);
            }
        }
        return out;
    }

    private @Nullable Node value(String key) {
        NodeTuple t = entries.get(key);
        if (t == null || (t.getValueNode() instanceof ScalarNode s && Tag.NULL.equals(s.getTag()))) {
            return null;
        }
        return t.getValueNode();
    }

    private @Nullable String scalar(Node n, String where, boolean refuseOldBooleans) {
        if (!(n instanceof ScalarNode s)) {
            problems.error(file, YamlFile.line(n), YamlFile.column(n), where, "expected a single value");
            return null;
        }
        if (refuseOldBooleans && s.isPlain() && YAML_11_BOOLEANS.contains(s.getValue())) {
            problems.error(
                    file,
                    YamlFile.line(n),
                    YamlFile.column(n),
                    where,
                    "'" + s.getValue() + "' is read as a boolean by some tools, put it in quotes or use true or false");
        }
        return s.getValue();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
