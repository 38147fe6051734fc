package io.tidewatch.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML document into {@link YamlMap}s that know where they stand. Safe: no types, few aliases, bounded size. */
public final class YamlFile {
    /** Largest file read, in characters. */
    public static final int MAX_SIZE = 4_000_000;

    private static final int MAX_ALIASES = 50;

    private YamlFile() {}

    /**
     * Parses a mapping. Faults are added to {@code problems}; null is returned when nothing can be read.
     *
     * @param file the name used in problems
     */
    public static @Nullable YamlMap parse(String file, String text, Problems problems) {
        if (text.length() > MAX_SIZE) {
            problems.error(file, 1, 1, "", "file has " + text.length() + " characters, expected at most " + MAX_SIZE);
            return null;
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowRecursiveKeys(false)
                .setCodePointLimit(MAX_SIZE)
                .build();
        try {
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                problems.error(file, 1, 1, "", "file is empty, expected a mapping");
                return null;
            }
            if (!(node.get() instanceof MappingNode m)) {
                problems.error(file, line(node.get()), column(node.get()), "", "expected a mapping at the top level");
                return null;
            }
            return new YamlMap(file, "", m, problems);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            problems.error(
                    file,
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "",
                    "not YAML: " + plain(e.getProblem()));
        } catch (StackOverflowError e) {
            problems.error(file, 1, 1, "", "nested too deep");
        } catch (YamlEngineException e) {
            problems.error(
                    file,
                    1,
                    1,
                    "",
                    "not YAML: "
                            + plain(String.valueOf(e.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")));
        }
        return null;
    }

    /** The parser's words, with ours for what people meet most. */
    private static String plain(String problem) {
        if (problem.contains("TAB")) {
            return "a tab in front of a value, use spaces";
        }
        if (problem.contains("Number of aliases")) {
            return "too many aliases, expected at most " + MAX_ALIASES;
        }
        return problem;
    }

    static int line(Node n) {
        return n.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    }

    static int column(Node n) {
        return n.getStartMark().map(m -> m.getColumn() + 1).orElse(1);
    }

    static List<String> names(Iterable<String> values) {
        List<String> out = new ArrayList<>();
        values.forEach(out::add);
        return out;
    }
}
