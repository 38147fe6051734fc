package io.tidewatch.job.detect.rules;

import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RulePart;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A complete set of rule files to be live together.
 *
 * @param revision counts up; an older one than the live one is ignored
 * @param files of rules, name → text
 * @param taxonomy its files, name → text; empty for the packaged one
 * @param calendar its files, name → text; empty for the packaged ones, null in a set from before there was one
 */
public record RuleUpdate(
        long revision,
        Map<String, String> files,
        Map<String, String> taxonomy,
        @Nullable Map<String, String> calendar) implements Serializable {
    /** With the packaged calendar. */
    public RuleUpdate(long revision, Map<String, String> files, Map<String, String> taxonomy) {
        this(revision, files, taxonomy, Map.of());
    }

    public static RuleUpdate of(RuleBundle bundle) {
        return new RuleUpdate(
                bundle.manifest().revision(),
                new TreeMap<>(bundle.of(RulePart.RULES)),
                new TreeMap<>(bundle.of(RulePart.TAXONOMY)),
                new TreeMap<>(bundle.of(RulePart.CALENDAR)));
    }
}
