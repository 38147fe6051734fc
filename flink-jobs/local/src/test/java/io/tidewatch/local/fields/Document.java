package io.tidewatch.local.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A YAML file as a tree of which a value can be changed. Paths are those of problems: {@code groups[0].rules[1].by}. Immutable. */
final class Document {
    private final Object root;

    private Document(Object root) {
        this.root = root;
    }

    static Document of(String yaml) {
        return new Document(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    String yaml() {
        return new Dump(DumpSettings.builder().build()).dumpToString(root);
    }

    /** With another value; mappings on the way to it are made. */
    Document with(String path, Object value) {
        Object copy = copy(root);
        List<Object> steps = steps(path);
        put(parent(copy, steps), steps.get(steps.size() - 1), copy(value));
        return new Document(copy);
    }

    Document without(String path) {
        Object copy = copy(root);
        List<Object> steps = steps(path);
        if (parent(copy, steps) instanceof Map<?, ?> map) {
            map.remove(steps.get(steps.size() - 1));
        }
        return new Document(copy);
    }

    Object get(String path) {
        List<Object> steps = steps(path);
        Object at = parent(copy(root), steps);
        Object last = steps.get(steps.size() - 1);
        return last instanceof Integer i ? ((List<?>) at).get(i) : ((Map<?, ?>) at).get(last);
    }

    boolean has(String path) {
        List<Object> steps = steps(path);
        Object last = steps.get(steps.size() - 1);
        Object at = parent(copy(root), steps);
        return last instanceof Integer i
                ? at instanceof List<?> list && i < list.size()
                : at instanceof Map<?, ?> map && map.containsKey(last);
    }

    /** Path of each mapping → its keys. */
    Map<String, List<String>> mappings() {
        Map<String, List<String>> out = new LinkedHashMap<>();
        collect("", root, out);
        return out;
    }

    static String at(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static void collect(String path, Object node, Map<String, List<String>> out) {
        if (node instanceof Map<?, ?> map) {
            out.put(path, map.keySet().stream().map(String::valueOf).toList());
            map.forEach((key, value) -> collect(at(path, String.valueOf(key)), value, out));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(path + "[" + i + "]", list.get(i), out);
            }
        }
    }

    private static Object parent(Object from, List<Object> steps) {
        Object at = from;
        for (Object step : steps.subList(0, steps.size() - 1)) {
            Object next = step instanceof Integer i ? ((List<?>) at).get(i) : ((Map<?, ?>) at).get(step);
            if (next == null) {
                next = new LinkedHashMap<String, Object>();
                put(at, step, next);
            }
            at = next;
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private static void put(Object at, Object step, Object value) {
        if (step instanceof Integer i) {
            ((List<Object>) at).set(i, value);
        } else {
            ((Map<String, Object>) at).put((String) step, value);
        }
    }

    private static List<Object> steps(String path) {
        List<Object> out = new ArrayList<>();
        for (String part : path.split("\\.")) {
            int bracket = part.indexOf('[');
            out.add(bracket < 0 ? part : part.substring(0, bracket));
            while (bracket >= 0) {
                int end = part.indexOf(']', bracket);
                out.add(Integer.valueOf(part.substring(bracket + 1, end)));
                bracket = part.indexOf('[', end);
            }
        }
        return out;
    }

    private static Object copy(Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            map.forEach((key, value) -> out.put(String.valueOf(key), copy(value)));
            return out;
        }
        if (node instanceof List<?> list) {
            List<Object> out = new ArrayList<>();
            list.forEach(item -> out.add(copy(item)));
            return out;
        }
        return node;
    }
}
