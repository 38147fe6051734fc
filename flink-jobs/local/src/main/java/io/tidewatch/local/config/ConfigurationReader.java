package io.tidewatch.local.config;

import io.tidewatch.time.Durations;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads all sources and collects every problem before it fails. */
final class ConfigurationReader {
    private static final List<String> KEYS =
            Arrays.stream(Option.values()).map(Option::key).toList();
    private static final List<String> VARIABLES =
            Arrays.stream(Option.values()).map(Option::variable).toList();

    private final Path base;
    private final Problems problems = new Problems();
    private final Map<Option, String> values = new EnumMap<>(Option.class);
    private final Map<String, Duration> sourceDelays = new TreeMap<>();

    ConfigurationReader(Path base) {
        this.base = base.toAbsolutePath();
    }

    Configuration read(@Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
        for (Option option : Option.values()) {
            if (option.type() == OptionType.PATH) {
                values.put(option, base.resolve(option.fallback()).normalize().toString());
            }
        }
        if (file != null) {
            readFile(file);
        }
        new TreeMap<>(environment).forEach(this::readVariable);
        overrides.forEach(this::readOverride);
        problems.throwIfErrors();
        return new Configuration(values, environment, sourceDelays);
    }

    private void readFile(Path file) {
        String name = file.toString();
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            problems.error(name, 1, 1, "", "cannot read it: " + e.getMessage());
            return;
        }
        // a file with nothing but comments is how it is delivered
        if (text.lines().allMatch(l -> l.isBlank() || l.stripLeading().startsWith("#"))) {
            return;
        }
        YamlMap root = YamlFile.parse(name, text, problems);
        if (root != null) {
            Path parent = file.toAbsolutePath().getParent();
            readMap(root, "", parent == null ? base : parent);
        }
    }

    private void readMap(YamlMap map, String prefix, Path directory) {
        for (String field : map.keys()) {
            String key = prefix + field;
            Optional<Option> option = Option.of(key);
            if (option.isPresent()) {
                String value = map.string(field);
                if (value != null) {
                    check(option.get(), value, directory, p -> map.error(field, p));
                }
            } else if (key.equals(OptionTable.SOURCES)) {
                readSources(map.map(field));
            } else if (isDelay(key, OptionTable.SOURCES + ".")) {
                readDelay(map, field, sourceOf(key.substring(OptionTable.SOURCES.length() + 1)));
            } else if (KEYS.stream().anyMatch(k -> k.startsWith(canonical(key) + "."))) {
                YamlMap section = map.map(field);
                if (section != null) {
                    readMap(section, key + ".", directory);
                }
            } else {
                map.error(field, "unknown key '" + key + "'" + Problems.suggestion(canonical(key), known()));
            }
        }
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(KEYS);
        known.add(OptionTable.SOURCES);
        return known;
    }

    /** What is said of single sources, by their names as messages give them. */
    private void readSources(@Nullable YamlMap sources) {
        if (sources == null) {
            return;
        }
        for (String source : sources.keys()) {
            if (isDelay(source, "")) {
                readDelay(sources, source, sourceOf(source));
                continue;
            }
            YamlMap of = sources.map(source);
            if (of == null) {
                continue;
            }
            for (String key : of.keys()) {
                if (!key.equals(OptionTable.DELAY)) {
                    of.error(
                            key,
                            "unknown key '" + OptionTable.SOURCES + "." + source + "." + key + "'"
                                    + Problems.suggestion(key, List.of(OptionTable.DELAY)));
                    continue;
                }
                readDelay(of, key, source);
            }
        }
    }

    private static boolean isDelay(String key, String before) {
        return key.startsWith(before)
                && key.endsWith("." + OptionTable.DELAY)
                && key.length() > before.length() + OptionTable.DELAY.length() + 1;
    }

    private static String sourceOf(String key) {
        return key.substring(0, key.length() - OptionTable.DELAY.length() - 1);
    }

    private void readDelay(YamlMap map, String field, String source) {
        String value = map.string(field);
        if (value == null) {
            return;
        }
        try {
            sourceDelays.put(source, Duration.ofMillis(Durations.parse(value.strip())));
        } catch (IllegalArgumentException e) {
            map.error(field, "'" + value + "', expected a duration such as 0s, 30m, 4h or 1d");
        }
    }

    /** Variables of other names are not ours to judge, unless they look like a slip of the pen. */
    private void readVariable(String name, String value) {
        int index = VARIABLES.indexOf(name);
        if (index >= 0) {
            Option option = Option.values()[index];
            check(option, value, Path.of(""), p -> problems.error("environment", 1, 1, name, p));
        } else if (name.startsWith("TIDEWATCH_")) {
            String near = Problems.suggestion(name.substring(10), names());
            if (!near.isEmpty()) {
                problems.warning("environment", 1, 1, name, "unknown variable" + near);
            }
        }
    }

    private static List<String> names() {
        return VARIABLES.stream().map(v -> v.substring(10)).toList();
    }

    private void readOverride(String key, String value) {
        Optional<Option> option = Option.of(key);
        if (option.isPresent()) {
            check(option.get(), value, Path.of(""), p -> problems.error("command line", 1, 1, "--" + key, p));
        } else {
            problems.error("command line", 1, 1, "--" + key, "unknown key" + Problems.suggestion(canonical(key), KEYS));
        }
    }

    private void check(Option option, String raw, Path directory, java.util.function.Consumer<String> report) {
        String value = raw.strip();
        if (value.isEmpty()) {
            values.remove(option);
            return;
        }
        String shown = option.type() == OptionType.SECRET ? "" : "'" + value + "', ";
        if (!option.choices().isEmpty() && !option.choices().contains(value.toLowerCase(Locale.ROOT))) {
            report.accept(shown + "expected one of " + new TreeSet<>(option.choices()));
            return;
        }
        String problem = option.type().problem(value);
        if (problem != null) {
            report.accept(shown + problem);
            return;
        }
        values.put(option, normal(option, value, directory));
    }

    private static String normal(Option option, String value, Path directory) {
        if (option.type() == OptionType.PATH) {
            return directory.resolve(value).toAbsolutePath().normalize().toString();
        }
        if (option.type() == OptionType.SECRET) {
            return SecretReference.parse(value, directory.toAbsolutePath()).toString();
        }
        return option.choices().isEmpty() ? value : value.toLowerCase(Locale.ROOT);
    }

    private static String canonical(String key) {
        return key.replace('-', '_');
    }
}
