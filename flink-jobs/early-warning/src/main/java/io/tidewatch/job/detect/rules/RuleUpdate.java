package io.tidewatch.job.detect.rules;

import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.rule.file.RuleReferences;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.Problems;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A complete set of rule files to be live together, and what they are read with.
 *
 * @param revision counts up; an older one than the live one is ignored
 * @param files of rules, name → text
 * @param taxonomy its files, name → text; empty for the packaged one
 * @param calendar its files, name → text; empty for the packaged ones, null in a set from before there was one
 * @param notifyFiles the notify.yaml whose time intervals rules name, name → text; empty when there is none, null in a set from
 *     before it was looked at: its rules are active at any time
 * @param allowedLatenessMs of groups of rules that do not say; null for the usual one
 * @param dimensions the dimensions.yaml whose names rules use, name → text; empty, or null in a set from before it was looked
 *     at: the packaged one
 */
public record RuleUpdate(
        long revision,
        Map<String, String> files,
        Map<String, String> taxonomy,
        @Nullable Map<String, String> calendar,
        @Nullable Map<String, String> notifyFiles,
        @Nullable Long allowedLatenessMs,
        @Nullable Map<String, String> dimensions)
        implements Serializable {
    /** With the packaged dimensions. */
    public RuleUpdate(
            long revision,
            Map<String, String> files,
            Map<String, String> taxonomy,
            @Nullable Map<String, String> calendar,
            @Nullable Map<String, String> notifyFiles,
            @Nullable Long allowedLatenessMs) {
        this(revision, files, taxonomy, calendar, notifyFiles, allowedLatenessMs, Map.of());
    }

    /** With the packaged calendar and dimensions and no notify.yaml. */
    public RuleUpdate(long revision, Map<String, String> files, Map<String, String> taxonomy) {
        this(revision, files, taxonomy, Map.of(), Map.of(), null);
    }

    public static RuleUpdate of(RuleBundle bundle) {
        return new RuleUpdate(
                bundle.manifest().revision(),
                new TreeMap<>(bundle.of(RulePart.RULES)),
                new TreeMap<>(bundle.of(RulePart.TAXONOMY)),
                new TreeMap<>(bundle.of(RulePart.CALENDAR)),
                new TreeMap<>(bundle.of(RulePart.NOTIFY)),
                null,
                new TreeMap<>(bundle.of(RulePart.DIMENSIONS)));
    }

    /**
     * What the rules are read with.
     *
     * @param issues those of {@link #taxonomy}
     */
    public RuleReferences references(Taxonomy issues) {
        RuleReferences references = RuleReferences.of(issues)
                .withTimeIntervals(timeIntervals())
                .withDimensions(DimensionFiles.of(dimensions));
        return allowedLatenessMs == null ? references : references.withAllowedLateness(allowedLatenessMs);
    }

    /**
     * What is wrong with a notify.yaml is reported where it is used: here only the names that rules use must be there.
     */
    private @Nullable Map<String, TimeInterval> timeIntervals() {
        if (notifyFiles == null) {
            return null;
        }
        Map<String, TimeInterval> intervals = new HashMap<>();
        notifyFiles.forEach((file, text) -> intervals.putAll(NotifyFile.timeIntervals(file, text, new Problems())));
        return intervals;
    }

    /** With what holds for groups of rules that do not say, milliseconds. */
    public RuleUpdate withAllowedLateness(long millis) {
        return new RuleUpdate(revision, files, taxonomy, calendar, notifyFiles, millis, dimensions);
    }

    /** With others than the packaged dimensions. */
    public RuleUpdate withDimensions(Map<String, String> declared) {
        return new RuleUpdate(revision, files, taxonomy, calendar, notifyFiles, allowedLatenessMs, declared);
    }
}
