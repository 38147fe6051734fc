package io.tidewatch.rule.file;

import io.tidewatch.rule.DeclaredDimension;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.cel.WhereCompiler;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code dimensions.yaml}. */
public final class DimensionFiles {
    /** The file's name, beside the folder of rules. */
    public static final String NAME = "dimensions.yaml";

    /** What {@code apiVersion} must say. */
    public static final String API_VERSION = "tidewatch/dimensions/v1";

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    /** Labels and placeholders that every alert has, and words of CEL. */
    private static final Set<String> TAKEN = Set.of(
            "alert",
            "kind",
            "severity",
            "incident",
            "owner",
            "status",
            "issue_name",
            "value",
            "window",
            "rule",
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "unknown");

    private static final DeclaredDimensions PACKAGED = load();

    private DimensionFiles() {}

    /** Those packaged with this version. */
    public static DeclaredDimensions packaged() {
        return PACKAGED;
    }

    /**
     * Those of a system that goes live with these files; the packaged ones without any.
     *
     * @param files name → text; null where nobody knew of them
     */
    public static DeclaredDimensions of(@Nullable Map<String, String> files) {
        return read(files, new Problems());
    }

    /**
     * @param files name → text; none are the packaged ones
     * @param problems takes every error with file, line and path
     * @return what could be read; only to be used when there are no errors
     */
    public static DeclaredDimensions read(@Nullable Map<String, String> files, Problems problems) {
        if (files == null || files.isEmpty()) {
            return PACKAGED;
        }
        List<DeclaredDimension> out = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            YamlMap root = YamlFile.parse(file.getKey(), file.getValue(), problems);
            if (root != null) {
                root.allow(List.of("apiVersion", "dimensions"));
                String version = root.required("apiVersion");
                if (!version.isEmpty() && !version.equals(API_VERSION)) {
                    root.error("apiVersion", "'" + version + "', expected " + API_VERSION);
                }
                for (YamlMap d : root.maps("dimensions")) {
                    dimension(d, names, out);
                }
                if (out.size() > DeclaredDimensions.MAX) {
                    root.error("dimensions", out.size() + " are declared, expected at most " + DeclaredDimensions.MAX);
                }
            }
        }
        return new DeclaredDimensions(out);
    }

    private static void dimension(YamlMap map, Set<String> names, List<DeclaredDimension> out) {
        map.allow(List.of("name", "zh", "en")).refuseEmpty();
        String name = map.required("name");
        if (name.isEmpty()) {
            return;
        }
        if (!WORD.matcher(name).matches()) {
            map.error("name", "'" + name + "', expected a word such as courier: a-z, 0-9 and _, at most 32");
        } else if (TAKEN.contains(name)
                || Dimensions.names().contains(name)
                || WhereCompiler.names().contains(name)) {
            map.error("name", "'" + name + "' means something else already, expected another name");
        } else if (!names.add(name)) {
            map.error("name", "'" + name + "' is there twice");
        } else {
            out.add(new DeclaredDimension(name, map.required("zh"), map.required("en")));
        }
    }

    private static DeclaredDimensions load() {
        try (InputStream in = DimensionFiles.class.getResourceAsStream("/tidewatch/" + NAME)) {
            if (in == null) {
                throw new IllegalStateException("not packaged: " + NAME);
            }
            Problems problems = new Problems();
            DeclaredDimensions read =
                    read(Map.of(NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8)), problems);
            problems.throwIfErrors();
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
