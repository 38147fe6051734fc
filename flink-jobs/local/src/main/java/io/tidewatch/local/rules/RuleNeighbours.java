package io.tidewatch.local.rules;

import io.tidewatch.connector.file.NamedFiles;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleReferences;
import io.tidewatch.rule.file.TestedRules;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyCheck;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a folder of rules: {@code notify.yaml}, {@code tests/} and {@code runbooks/} in the folder above it.
 *
 * @param base the folder that has them
 */
public record RuleNeighbours(Path base) {
    /** Of a rule file or folder; null when there is no notify.yaml, so that rules that stand alone are read alone. */
    public static @Nullable RuleNeighbours of(Path rules) {
        Path absolute = rules.toAbsolutePath().normalize();
        Path folder = Files.isDirectory(absolute) ? absolute : absolute.getParent();
        Path base = folder == null ? null : folder.getParent();
        return base != null && Files.isRegularFile(base.resolve("notify.yaml")) ? new RuleNeighbours(base) : null;
    }

    /** The notify.yaml above the folder of a rule file or folder, name → text; null when there is none that can be read. */
    public static @Nullable Map<String, String> notifyOf(Path rules) {
        RuleNeighbours beside = of(rules);
        return beside == null ? null : notifyText(beside.base.resolve("notify.yaml"), new Problems());
    }

    /**
     * A notify.yaml, name → text.
     *
     * @param problems takes what is wrong with it
     * @return null when it cannot be read
     */
    static @Nullable Map<String, String> notifyText(Path file, Problems problems) {
        String text = NamedFiles.text(file, problems);
        return text == null ? null : Map.of(file.toString(), text);
    }

    /**
     * @param intervals false when the rules were not made for this notify.yaml, so that what they name is only asked after
     *     where a name of its own would be a warning
     */
    public RuleReferences references(Taxonomy taxonomy, boolean intervals) {
        NotifyConfig notify = notifyConfig();
        return new RuleReferences(
                taxonomy,
                notify == null ? null : Set.copyOf(notify.owners().keySet()),
                pages(),
                tested(),
                notify == null || !intervals ? null : notify.timeIntervals(),
                RuleReferences.DEFAULT_LATENESS_MS,
                DimensionFiles.packaged());
    }

    /**
     * Of the folder {@code taxonomy}, where there is one: what is wrong with it, and leaves that do not go with the notify.yaml or with
     * each other. What is not applied is not the rules' and left out.
     */
    List<Problem> taxonomyProblems() {
        Path folder = base.resolve("taxonomy");
        Problems problems = new Problems();
        if (Files.isDirectory(folder)) {
            NotifyConfig notify = notifyConfig();
            TaxonomyCheck.readWithClaims(
                    NamedFiles.read(List.of(NamedFiles.near(folder)), problems),
                    notify == null ? null : notify.owners().keySet(),
                    problems);
        }
        return problems.list().stream().filter(p -> !p.isNotApplied()).toList();
    }

    /** Null when it has problems: they are not the rules' and have a check of their own. */
    private @Nullable NotifyConfig notifyConfig() {
        Problems own = new Problems();
        Path file = base.resolve("notify.yaml");
        String text = NamedFiles.text(file, own);
        return text == null ? null : NotifyFile.read(file.toString(), text, own);
    }

    private Set<String> pages() {
        Set<String> out = new TreeSet<>();
        Path folder = base.resolve("runbooks");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 4)) {
                files.filter(Files::isRegularFile)
                        .forEach(f -> out.add(base.relativize(f).toString().replace('\\', '/')));
            } catch (IOException | java.io.UncheckedIOException e) {
                return out;
            }
        }
        return out;
    }

    private Set<String> tested() {
        Problems own = new Problems();
        Path folder = base.resolve("tests");
        Map<String, String> files = Files.isDirectory(folder) ? NamedFiles.read(List.of(folder), own) : Map.of();
        return TestedRules.in(files, own);
    }
}
