package io.tidewatch.rule.file;

import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.TimeInterval;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rule files refer to, and fall back to. What is null is not known and not checked.
 *
 * @param owners names under {@code owners} in notify.yaml
 * @param pages runbook pages that exist, as rules name them
 * @param tested names of rules that a test expects
 * @param timeIntervals those under {@code time_intervals} in notify.yaml, by name
 * @param allowedLatenessMs of groups that do not say
 * @param dimensions that are declared
 */
public record RuleReferences(
        Taxonomy taxonomy,
        @Nullable Set<String> owners,
        @Nullable Set<String> pages,
        @Nullable Set<String> tested,
        @Nullable Map<String, TimeInterval> timeIntervals,
        long allowedLatenessMs,
        DeclaredDimensions dimensions) {
    /** {@code allowed_lateness} where nobody says. */
    public static final long DEFAULT_LATENESS_MS = 120_000;

    /** Only the issues are known, and the packaged dimensions. */
    public static RuleReferences of(Taxonomy taxonomy) {
        return new RuleReferences(taxonomy, null, null, null, null, DEFAULT_LATENESS_MS, DimensionFiles.packaged());
    }

    /** With what rules may name as {@code active_time_intervals}; null: not known. */
    public RuleReferences withTimeIntervals(@Nullable Map<String, TimeInterval> known) {
        return new RuleReferences(taxonomy, owners, pages, tested, known, allowedLatenessMs, dimensions);
    }

    /** With what holds for groups that do not say. */
    public RuleReferences withAllowedLateness(long millis) {
        return new RuleReferences(taxonomy, owners, pages, tested, timeIntervals, millis, dimensions);
    }

    /** With others than the packaged dimensions. */
    public RuleReferences withDimensions(DeclaredDimensions declared) {
        return new RuleReferences(taxonomy, owners, pages, tested, timeIntervals, allowedLatenessMs, declared);
    }
}
