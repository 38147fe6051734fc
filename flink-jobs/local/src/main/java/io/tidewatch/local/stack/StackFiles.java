package io.tidewatch.local.stack;

import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.notify.NotifySettings;
import io.tidewatch.job.notify.PackagedRunbooks;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyCheck;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that people edit, as a stack is started with them.
 *
 * @param rules name → text
 * @param taxonomy name → text
 * @param calendar name → text; empty: the packaged ones
 * @param dimensions name → text; empty: the packaged ones
 * @param notifyName name of the notify file in problems
 */
public record StackFiles(
        Map<String, String> rules,
        Map<String, String> taxonomy,
        Map<String, String> calendar,
        Map<String, String> dimensions,
        String notifyName,
        String notifyText) {

    /**
     * Reads what the configuration names.
     *
     * @throws io.tidewatch.yaml.InvalidFileException with every problem of the rules, the taxonomy and the notify file
     */
    public static StackFiles read(Configuration configuration) throws IOException {
        StackFiles files = unchecked(configuration);
        files.problems().throwIfErrors();
        return files;
    }

    /** As {@link #read(Configuration)}, with another notify file than the configuration names. */
    static StackFiles read(Configuration configuration, String notifyName, String notifyText) throws IOException {
        StackFiles files = unchecked(configuration).withNotify(notifyName, notifyText);
        files.problems().throwIfErrors();
        return files;
    }

    /** As {@link #read(Configuration)}, whatever is wrong with the files; see {@link #problems}. */
    static StackFiles unchecked(Configuration configuration) throws IOException {
        Path notify = configuration.path(Option.NOTIFY_FILE);
        return new StackFiles(
                yaml(configuration.path(Option.RULES_DIR), "rules"),
                yaml(configuration.path(Option.TAXONOMY_DIR), "taxonomy"),
                calendarBeside(configuration.path(Option.RULES_DIR)),
                dimensionsBeside(configuration.path(Option.RULES_DIR)),
                notify.getFileName().toString(),
                Files.readString(notify));
    }

    /**
     * Every *.yaml of a folder, or one file.
     *
     * @throws CommandFailedException when there is none
     */
    public static Map<String, String> yaml(Path place) throws IOException {
        return yaml(place, "rules");
    }

    /** The calendar files of the folder {@code calendar} beside the rules; none, which means the packaged ones, without it. */
    public static Map<String, String> calendarBeside(Path rules) throws IOException {
        Path place = rules.toAbsolutePath().normalize().resolveSibling("calendar");
        return Files.isDirectory(place) ? yaml(place, "calendar") : Map.of();
    }

    /** The {@code dimensions.yaml} beside the rules, name → text; none, which means the packaged ones, without it. */
    public static Map<String, String> dimensionsBeside(Path rules) throws IOException {
        for (Path place : dimensionsPlaces(rules)) {
            if (Files.isRegularFile(place)) {
                return Map.of(DimensionFiles.NAME, Files.readString(place));
            }
        }
        return Map.of();
    }

    /** Where a {@code dimensions.yaml} may lie: beside the folder, or the file, of rules, and beside the folder of that file. */
    public static List<Path> dimensionsPlaces(Path rules) {
        Path absolute = rules.toAbsolutePath().normalize();
        List<Path> places = new ArrayList<>();
        places.add(absolute.resolveSibling(DimensionFiles.NAME));
        Path folder = absolute.getParent();
        if (!Files.isDirectory(absolute) && folder != null) {
            places.add(folder.resolveSibling(DimensionFiles.NAME));
        }
        return places;
    }

    /** The taxonomy files that the configuration names; none, which means the packaged ones, when there is no such place. */
    public static Map<String, String> taxonomy(Configuration configuration) throws IOException {
        Path place = configuration.path(Option.TAXONOMY_DIR);
        return Files.exists(place) ? yaml(place, "taxonomy") : Map.of();
    }

    private static Map<String, String> yaml(Path place, String what) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.isRegularFile(place)) {
            files.put(place.getFileName().toString(), Files.readString(place));
            return files;
        }
        if (Files.isDirectory(place)) {
            try (Stream<Path> entries = Files.list(place)) {
                for (Path p : entries.filter(f -> f.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    files.put(p.getFileName().toString(), Files.readString(p));
                }
            }
        }
        if (files.isEmpty()) {
            throw new CommandFailedException("no " + what + " in " + place + ": expected a folder with *.yaml files");
        }
        return files;
    }

    /** When rules may be active, by the names that they use. */
    public Collection<TimeInterval> timeIntervals() {
        return NotifyFile.timeIntervals(notifyName, notifyText, new Problems()).values();
    }

    /** Start of the links in pushes: that of the notify file, else that of the configuration, else null: there are none. */
    @Nullable
    String publicUrl(Configuration configuration) {
        return notifySettings(configuration).config().publicUrl();
    }

    /** Settings of the job that notifies people. */
    NotifySettings notifySettings(Configuration configuration) {
        return new NotifySettings(
                notifyName,
                notifyText,
                configuration.isSet(Option.PUBLIC_URL) ? configuration.text(Option.PUBLIC_URL) : null,
                Checkout.root().toString(),
                configuration.duration(Option.HISTORICAL_AFTER).toMillis(),
                new PackagedRunbooks());
    }

    public StackFiles withNotify(String name, String text) {
        return new StackFiles(rules, taxonomy, calendar, dimensions, name, text);
    }

    /** With others in place of the rules. */
    public StackFiles withRules(Map<String, String> others) {
        return new StackFiles(others, taxonomy, calendar, dimensions, notifyName, notifyText);
    }

    /** Everything that is wrong with any of them, and what is not applied by this version. */
    public Problems problems() {
        Problems problems = new Problems();
        NotifyConfig notify = NotifyFile.read(notifyName, notifyText, problems);
        Set<String> owners = notify == null ? null : notify.owners().keySet();
        RuleFiles.read(rules, update().references(TaxonomyCheck.read(taxonomy, owners, problems)), problems);
        CalendarFiles.read(calendar, problems);
        DimensionFiles.read(dimensions, problems);
        return problems;
    }

    /** What in the taxonomy is no error and may not be meant, a line each: keywords that two leaves claim. */
    List<String> taxonomyWarnings() {
        Problems problems = new Problems();
        TaxonomyCheck.readWithClaims(taxonomy, null, problems);
        return problems.list().stream()
                .filter(p -> p.warning() && !p.isNotApplied())
                .map(Problem::toString)
                .toList();
    }

    /** The issues, from files that are without error. */
    Taxonomy issues() {
        return TaxonomyFiles.of(taxonomy);
    }

    /** As they are published on {@code tidewatch.rules}. */
    List<RulePart> parts() {
        List<RulePart> parts = new ArrayList<>(RulePart.of(RulePart.RULES, rules));
        parts.addAll(RulePart.of(RulePart.TAXONOMY, taxonomy));
        parts.addAll(RulePart.of(RulePart.CALENDAR, calendar));
        parts.addAll(RulePart.of(RulePart.DIMENSIONS, dimensions));
        parts.addAll(RulePart.of(RulePart.NOTIFY, Map.of(notifyName, notifyText)));
        return parts;
    }

    /** The rules and the issues they name, as a backtest takes them. */
    public RuleUpdate update() {
        return new RuleUpdate(1, rules, taxonomy, calendar, Map.of(notifyName, notifyText), null, dimensions);
    }
}
