package io.tidewatch.notify.config;

import java.util.List;
import java.util.Map;

/**
 * While an alert that the source matchers take is open, alerts that the target matchers take are not pushed, if both have
 * the same values of the {@code equal} labels.
 */
public record InhibitRule(String name, List<Matcher> source, List<Matcher> target, List<String> equal) {
    /** An alert never inhibits itself: one that both sides take is no source for this target. */
    public boolean inhibits(Map<String, String> sourceLabels, Map<String, String> targetLabels) {
        if (!all(source, sourceLabels) || !all(target, targetLabels) || all(target, sourceLabels)) {
            return false;
        }
        for (String label : equal) {
            if (!sourceLabels.getOrDefault(label, "").equals(targetLabels.getOrDefault(label, ""))) {
                return false;
            }
        }
        return true;
    }

    /** True when an alert with these labels may mute others. */
    public boolean hasSource(Map<String, String> labels) {
        return all(source, labels);
    }

    private static boolean all(List<Matcher> matchers, Map<String, String> labels) {
        return matchers.stream().allMatch(m -> m.matches(labels));
    }
}
