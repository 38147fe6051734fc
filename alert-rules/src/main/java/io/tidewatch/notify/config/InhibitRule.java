package io.tidewatch.notify.config;

import java.util.List;
import java.util.Map;

/**
 * While an alert that the source matchers take is open, alerts that the target matchers take are not pushed, if both have
 * the same values of the {@code equal} labels. A label that both lack is the same in both.
 */
public record InhibitRule(String name, List<Matcher> source, List<Matcher> target, List<String> equal) {
    /** Alerts that both sides take do not inhibit each other, so that none inhibits itself. */
    public boolean inhibits(Map<String, String> sourceLabels, Map<String, String> targetLabels) {
        if (!hasTarget(targetLabels) || !hasSource(sourceLabels)) {
            return false;
        }
        for (String label : equal) {
            if (!sourceLabels.getOrDefault(label, "").equals(targetLabels.getOrDefault(label, ""))) {
                return false;
            }
        }
        return !hasTarget(sourceLabels) || !hasSource(targetLabels);
    }

    /** True when an alert with these labels may mute others. */
    public boolean hasSource(Map<String, String> labels) {
        return all(source, labels);
    }

    /** True when an alert with these labels may be muted. */
    public boolean hasTarget(Map<String, String> labels) {
        return all(target, labels);
    }

    private static boolean all(List<Matcher> matchers, Map<String, String> labels) {
        return matchers.stream().allMatch(m -> m.matches(labels));
    }
}
