package io.tidewatch.taxonomy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.hash.StableHash;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Reads taxonomy files. */
public final class TaxonomyFiles {
    /** The files packaged with this version, under {@code /tidewatch/taxonomy/}. */
    public static final List<String> PACKAGED =
            List.of("zh-lodging.yaml", "zh-retail.yaml", "zh-takeaway.yaml", "zh-telecom.yaml");

    private static final Set<String> TOP = Set.of("apiVersion", "categories", "leaves");
    private static final Set<String> CATEGORY = Set.of("id", "name", "words");
    private static final Set<String> LEAF = Set.of(
            "id",
            "name",
            "severity",
            "need",
            "cause",
            "touchpoint",
            "owner",
            "fallback",
            "runbook",
            "negative_only",
            "keywords",
            "topics",
            "patterns",
            "exclusions",
            "awaited",
            "examples",
            "counter_examples");
    /** Of a leaf: what nothing follows from yet. Counter-examples are tests, and run for the delivered files only. */
    private static final List<String> NOT_APPLIED = List.of("cause", "touchpoint", "fallback", "counter_examples");

    private static final Set<String> SEVERITIES = Set.of("P1", "P2", "P3", "P4");
    private static final Set<String> NEEDS = Set.of("准时", "透明", "公平", "安全", "便捷", "尊重");
    private static final Set<String> CAUSES = Set.of("系统", "流程", "供应商", "人员", "政策");
    private static final int MIN_EXAMPLES = 2;
    private static final int VERSION_BYTES = 6;

    /** Words so common that finding one says nothing. */
    private static final Set<String> COMMON = Set.of(
            "我们", "你们", "他们", "这个", "那个", "什么", "怎么", "没有", "不是", "可以", "就是", "一个", "时候", "现在", "已经", "因为", "所以", "但是",
            "还是", "东西", "知道", "今天", "昨天", "明天", "大家", "自己", "真的", "感觉", "觉得", "the", "and", "for", "you", "this",
            "that", "with", "not", "have", "has", "was", "were", "are", "but", "they", "from", "very", "just", "all");

    private static Map<String, String> lastFiles = Map.of();
    private static Taxonomy last = Packaged.TAXONOMY;

    private TaxonomyFiles() {}

    /**
     * @param files name → text
     * @param problems takes every error and warning with file, line and path
     * @return what could be read; only to be used when there are no errors
     */
    public static Taxonomy read(Map<String, String> files, Problems problems) {
        return read(files, problems, (map, leaf) -> {});
    }

    /** @param each takes every leaf with its place, in the order of the taxonomy */
    static Taxonomy read(Map<String, String> files, Problems problems, BiConsumer<YamlMap, Leaf> each) {
        Map<String, Bilingual> categories = new LinkedHashMap<>();
        Map<String, List<String>> words = new LinkedHashMap<>();
        Map<String, String> seen = new HashMap<>();
        List<Leaf> leaves = new ArrayList<>();
        List<YamlMap> roots = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            YamlMap root = YamlFile.parse(file.getKey(), file.getValue(), problems);
            if (root != null) {
                root.allow(TOP);
                String api = root.required("apiVersion");
                if (!api.isEmpty() && !api.equals("tidewatch/v1")) {
                    root.error("apiVersion", "'" + api + "', expected tidewatch/v1");
                }
                roots.add(root);
            }
        }
        for (YamlMap root : roots) {
            Set<String> own = new HashSet<>();
            for (YamlMap c : root.maps("categories")) {
                category(c, own, categories, words);
            }
        }
        for (YamlMap root : roots) {
            // once for all leaves of a file
            root.maps("leaves").stream().findFirst().ifPresent(l -> NOT_APPLIED.forEach(l::notApplied));
            for (YamlMap l : root.maps("leaves")) {
                Leaf leaf = leaf(l, categories.keySet());
                String at = l.file() + ":" + l.line();
                String first = seen.putIfAbsent(leaf.id(), at);
                if (first != null && !leaf.id().isEmpty()) {
                    l.error("id", "duplicate id '" + leaf.id() + "', first at " + first);
                }
                leaves.add(leaf);
                each.accept(l, leaf);
            }
        }
        if (leaves.isEmpty() && !problems.hasErrors()) {
            problems.error(
                    files.isEmpty() ? "taxonomy" : files.keySet().iterator().next(), 1, 1, "leaves", "no leaf");
        }
        return new Taxonomy(categories, words, leaves, version(files));
    }

    /** The taxonomy packaged with this version. */
    public static Taxonomy packaged() {
        return Packaged.TAXONOMY;
    }

    /** The files packaged with this version, name → text. */
    public static Map<String, String> packagedFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : PACKAGED) {
            try (InputStream in = TaxonomyFiles.class.getResourceAsStream("/tidewatch/taxonomy/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("resource missing: /tidewatch/taxonomy/" + name);
                }
                files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /**
     * The taxonomy of files that a system goes live with; who asks for the files read last gets the same one.
     *
     * @param files name → text; none are the packaged ones
     * @throws io.tidewatch.yaml.InvalidFileException with every problem of the files
     */
    public static Taxonomy of(Map<String, String> files) {
        if (files.isEmpty()) {
            return packaged();
        }
        synchronized (TaxonomyFiles.class) {
            if (!files.equals(lastFiles)) {
                Problems problems = new Problems();
                Taxonomy read = read(files, problems);
                problems.throwIfErrors();
                last = read;
                lastFiles = Map.copyOf(files);
            }
            return last;
        }
    }

    /**
     * A category may stand in several files, so that each of them can be left out: its words add up, its name is one.
     *
     * @param own ids that this file has already named
     */
    private static void category(
            YamlMap c, Set<String> own, Map<String, Bilingual> categories, Map<String, List<String>> words) {
        c.allow(CATEGORY);
        String id = c.required("id");
        Bilingual name = name(c);
        if (id.equals(Taxonomy.OTHER) || id.indexOf('.') >= 0) {
            c.error("id", "'" + id + "', expected a plain word other than 'other'");
        } else if (!id.isEmpty()) {
            Bilingual first = categories.putIfAbsent(id, name);
            if (!own.add(id)) {
                c.error("id", "duplicate id '" + id + "'");
            } else if (first != null && !first.equals(name)) {
                c.error(
                        "name",
                        "'" + name.zh() + "', '" + name.en() + "', but another file names category '" + id + "' '"
                                + first.zh() + "', '" + first.en() + "'");
            }
        }
        words.merge(
                id,
                phrases(c, "words"),
                (a, b) -> Stream.concat(a.stream(), b.stream()).distinct().toList());
    }

    private static Leaf leaf(YamlMap l, Set<String> categories) {
        l.allow(LEAF);
        String id = l.required("id");
        int dot = id.indexOf('.');
        String category = dot < 0 ? "" : id.substring(0, dot);
        if (!id.isEmpty() && (dot <= 0 || dot == id.length() - 1)) {
            l.error("id", "'" + id + "', expected category.name");
        } else if (!id.isEmpty() && !categories.contains(category)) {
            l.error("id", "unknown category '" + category + "'" + Problems.suggestion(category, categories));
        }
        List<String> keywords = phrases(l, "keywords");
        if (keywords.isEmpty()) {
            l.error("keywords", "none, expected at least one keyword");
        }
        return new Leaf(
                id,
                category,
                name(l),
                keywords,
                phrases(l, "topics"),
                patterns(l),
                phrases(l, "exclusions"),
                awaited(l),
                l.bool("negative_only", false),
                oneOf(l, "severity", SEVERITIES),
                oneOf(l, "need", NEEDS),
                oneOf(l, "cause", CAUSES),
                l.required("touchpoint"),
                l.required("owner"),
                l.required("fallback"),
                l.required("runbook"),
                examples(l, "examples"),
                examples(l, "counter_examples"));
    }

    private static Bilingual name(YamlMap m) {
        YamlMap name = m.map("name");
        if (name == null) {
            if (!m.has("name")) {
                m.error("missing field 'name'");
            }
            return new Bilingual("", "");
        }
        name.allow(Set.of("zh", "en"));
        return new Bilingual(name.required("zh"), name.required("en"));
    }

    private static String oneOf(YamlMap m, String key, Set<String> known) {
        String value = m.required(key);
        if (!value.isEmpty() && !known.contains(value)) {
            m.error(
                    key,
                    "'" + value + "', expected one of "
                            + String.join(", ", known.stream().sorted().toList()));
        }
        return value;
    }

    private static List<String> phrases(YamlMap m, String key) {
        List<String> out = new ArrayList<>();
        for (String raw : m.strings(key)) {
            String keyword = raw.strip().toLowerCase(java.util.Locale.ROOT);
            try {
                if (broad(KeywordPattern.parse(keyword))) {
                    m.error(key, "over-broad keyword '" + keyword + "': it would be found in almost every message");
                } else {
                    out.add(keyword);
                }
            } catch (IllegalArgumentException e) {
                m.error(key, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(out);
    }

    /** Words as short as one likes: they say something only beside a wait. */
    private static List<String> awaited(YamlMap m) {
        List<String> out = new ArrayList<>();
        for (String raw : m.strings("awaited")) {
            String word = raw.strip().toLowerCase(java.util.Locale.ROOT);
            try {
                if (KeywordPattern.parse(word).parts().size() > 1) {
                    m.error("awaited", "'" + word + "', expected a word, without …");
                } else {
                    out.add(word);
                }
            } catch (IllegalArgumentException e) {
                m.error("awaited", String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(out);
    }

    private static boolean broad(KeywordPattern p) {
        for (String word : p.parts().get(0)) {
            boolean han = word.codePoints().anyMatch(Character::isIdeographic);
            boolean single = p.parts().size() == 1;
            if ((single ? word.length() : p.shortest()) < (han ? 2 : 3) || (single && COMMON.contains(word))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> patterns(YamlMap m) {
        List<String> out = new ArrayList<>();
        for (String regex : m.strings("patterns")) {
            try {
                Pattern p = Pattern.compile(regex);
                if (p.matcher("").find()) {
                    m.error("patterns", "over-broad pattern '" + regex + "': it matches everything");
                } else if (RequiredLiteral.of(regex).length() < 2) {
                    m.error("patterns", "pattern '" + regex + "' has no two plain characters in a row that must occur");
                } else {
                    out.add(regex);
                }
            } catch (PatternSyntaxException e) {
                m.error("patterns", "'" + regex + "' is no RE2/J expression: " + e.getMessage());
            }
        }
        return List.copyOf(out);
    }

    private static List<String> examples(YamlMap m, String key) {
        List<String> out = m.strings(key);
        if (out.size() < MIN_EXAMPLES) {
            m.error(key, out.size() + " given, expected at least " + MIN_EXAMPLES);
        }
        return List.copyOf(out);
    }

    private static String version(Map<String, String> files) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, text) ->
                        all.append(name).append('\0').append(text).append('\0'));
        return StableHash.sha256(all.toString(), VERSION_BYTES);
    }

    /** Read once, when first asked for. */
    private static final class Packaged {
        static final Taxonomy TAXONOMY = load();

        private static Taxonomy load() {
            Problems problems = new Problems();
            Taxonomy taxonomy = read(packagedFiles(), problems);
            problems.throwIfErrors();
            return taxonomy;
        }
    }
}
