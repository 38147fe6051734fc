package io.tidewatch.notify.message;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Resolution;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.TrackedAlert;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An incident that ended because its rules were removed or mean something else, and not because customers stopped complaining.
 *
 * @param rules whose alerts were the last to end, in order of name
 * @param removed false when they were changed
 */
record RuleEnd(List<String> rules, boolean removed) {

    /** Null when the alerts that ended last ended in another way. */
    static @Nullable RuleEnd of(IncidentState s) {
        long end = s.alerts().stream()
                .map(TrackedAlert::alert)
                .mapToLong(Alert::resolvedAt)
                .max()
                .orElse(0);
        List<Alert> last = s.alerts().stream()
                .map(TrackedAlert::alert)
                .filter(a -> a.resolvedAt() == end)
                .toList();
        if (last.isEmpty()
                || !last.stream()
                        .allMatch(a -> a.resolution() != null && a.resolution().isOfTheRule())) {
            return null;
        }
        TreeSet<String> rules = new TreeSet<>();
        last.forEach(a -> rules.add(a.rule()));
        return new RuleEnd(List.copyOf(rules), last.stream().allMatch(a -> a.resolution() == Resolution.RULE_REMOVED));
    }

    /** Stands in the title where an incident that recovered says so. */
    Bilingual word() {
        return removed ? new Bilingual("规则已删除", "rule removed") : new Bilingual("规则已修改", "rule changed");
    }

    /** @param at when, as it is told */
    Bilingual sentence(Bilingual name, String at) {
        String names = String.join("、", rules);
        return new Bilingual(
                "影响：规则" + names + (removed ? "已删除" : "已修改") + "，“" + name.zh() + "”的告警因此于" + at + "结束；问题未必已恢复，请人工确认。",
                "Impact: " + (rules.size() == 1 ? "rule " : "rules ") + String.join(", ", rules)
                        + (rules.size() == 1 ? " was " : " were ") + (removed ? "removed" : "changed") + " at " + at
                        + ", so the alert of “" + name.en() + "” ended; the problem may go on, please check.");
    }
}
