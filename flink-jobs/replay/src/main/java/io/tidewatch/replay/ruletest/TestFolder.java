package io.tidewatch.replay.ruletest;

import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.connector.file.NamedFiles;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleCheck;
import io.tidewatch.rule.file.RuleReferences;
import io.tidewatch.rule.test.TestFile;
import io.tidewatch.rule.test.TestFileReader;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test file with everything it names. Names are relative to its own folder, or else to the one above it.
 *
 * @param ruleTexts name → text
 * @param notifyTexts the notify.yaml whose time intervals rules name, name → text: the one that the tests name, or else the
 *     one beside or above them; empty without
 * @param dimensions the dimensions.yaml beside or above the tests, its name → text; empty without: the packaged one
 * @param delivery what it says; null when the tests name none
 */
public record TestFolder(
        TestFile file,
        Map<String, String> ruleTexts,
        RuleSet rules,
        Map<String, String> notifyTexts,
        Map<String, String> dimensions,
        @Nullable NotifyConfig delivery) {

    /**
     * @param problems takes what is wrong with the tests, their rules and their notify.yaml
     * @return null when the tests cannot be run
     */
    public static @Nullable TestFolder read(Path path, Taxonomy taxonomy, Problems problems) {
        Problems own = new Problems();
        String text = NamedFiles.text(path, own);
        Path declared = resolve(path, DimensionFiles.NAME);
        String declaration = declared == null ? null : NamedFiles.text(declared, own);
        Map<String, String> dimensions =
                declared == null || declaration == null ? Map.of() : Map.of(declared.toString(), declaration);
        List<String> names = DimensionFiles.read(dimensions, own).names();
        TestFile file = text == null
                ? null
                : TestFileReader.read(path.toString(), text, name -> textOf(path, name), names, own);
        TestFolder folder = file == null || own.hasErrors() ? null : read(path, file, dimensions, taxonomy, own);
        own.list().forEach(p -> add(p, problems));
        return own.hasErrors() ? null : folder;
    }

    private static TestFolder read(
            Path path, TestFile file, Map<String, String> dimensions, Taxonomy taxonomy, Problems own) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (String name : file.ruleFiles()) {
            Path found = resolve(path, name);
            if (found == null) {
                own.error(file.name(), 1, 1, "rule_files", "no such file: '" + name + "'");
            } else {
                rules.putAll(NamedFiles.read(List.of(found), own));
            }
        }
        NotifyConfig notify = null;
        Map<String, String> notifyTexts = new LinkedHashMap<>();
        if (file.notifyFile() != null) {
            Path found = resolve(path, file.notifyFile());
            String text = found == null ? null : NamedFiles.text(found, own);
            if (found == null) {
                own.error(file.name(), 1, 1, "notify_file", "no such file: '" + file.notifyFile() + "'");
            } else if (text != null) {
                Problems ofNotify = new Problems();
                notify = NotifyFile.read(found.toString(), text, ofNotify);
                ofNotify.list().stream().filter(p -> !p.warning()).forEach(p -> add(p, own));
                notifyTexts.put(found.toString(), text);
            }
        } else {
            Path usual = resolve(path, "notify.yaml");
            String text = usual == null ? null : NamedFiles.text(usual, own);
            if (usual != null && text != null) {
                notifyTexts.put(usual.toString(), text);
            }
        }
        RuleReferences references = update(rules, notifyTexts, dimensions).references(taxonomy);
        RuleCheck check = RuleCheck.of(rules, references, false);
        check.problems().stream().filter(p -> !p.warning()).forEach(p -> add(p, own));
        return new TestFolder(file, rules, check.rules(), notifyTexts, dimensions, notify);
    }

    /** What the tests play, without the days of a calendar. */
    RuleUpdate update() {
        return update(ruleTexts, notifyTexts, dimensions);
    }

    private static RuleUpdate update(
            Map<String, String> rules, Map<String, String> notify, Map<String, String> dimensions) {
        return new RuleUpdate(1, rules, Map.of(), CalendarFiles.NONE, notify, null, dimensions);
    }

    private static void add(Problem p, Problems to) {
        if (p.warning()) {
            to.warning(p.file(), p.line(), p.column(), p.path(), p.message());
        } else {
            to.error(p.file(), p.line(), p.column(), p.path(), p.message());
        }
    }

    private static @Nullable String textOf(Path tests, String name) {
        Path found = resolve(tests, name);
        return found == null ? null : NamedFiles.text(found, new Problems());
    }

    private static @Nullable Path resolve(Path tests, String name) {
        try {
            Path folder = tests.toAbsolutePath().normalize().getParent();
            List<Path> bases = new ArrayList<>();
            if (folder != null) {
                bases.add(folder);
                if (folder.getParent() != null) {
                    bases.add(folder.getParent());
                }
            }
            for (Path base : bases) {
                Path p = base.resolve(name).normalize();
                if (Files.exists(p)) {
                    return NamedFiles.near(p);
                }
            }
            return null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** {@code FILE:LINE} of a rule, for whoever has to change it. */
    String placeOf(String rule) {
        for (Map.Entry<String, String> e : ruleTexts.entrySet()) {
            List<String> lines = e.getValue().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i)
                        .matches(".*\\balert:\\s*['\"]?" + java.util.regex.Pattern.quote(rule)
                                + "['\"]?\\s*([,}#].*)?")) {
                    return e.getKey() + ":" + (i + 1);
                }
            }
        }
        return String.join(", ", ruleTexts.keySet());
    }
}
