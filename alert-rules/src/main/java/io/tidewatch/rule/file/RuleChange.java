package io.tidewatch.rule.file;

import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What putting a rule set live changes for one rule. */
public record RuleChange(String rule, Kind kind) {
    /** How much of a rule is another. */
    public enum Kind {
        NEW("starts learning"),
        REMOVED("its open alerts end as rule_removed"),
        ANEW("another kind, where or by: starts anew, its open alerts end as rule_changed"),
        LIMITS("keeps what it has learnt and its open alerts");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    /** All that change, in order of name; those that stay as they are are left out. */
    public static List<RuleChange> of(RuleSet before, RuleSet after) {
        Set<String> names = new TreeSet<>();
        before.rules().forEach(r -> names.add(r.name()));
        after.rules().forEach(r -> names.add(r.name()));
        List<RuleChange> out = new ArrayList<>();
        for (String name : names) {
            Rule old = before.rule(name);
            Rule now = after.rule(name);
            if (old == null) {
                out.add(new RuleChange(name, Kind.NEW));
            } else if (now == null) {
                out.add(new RuleChange(name, Kind.REMOVED));
            } else if (!old.structure().equals(now.structure())) {
                out.add(new RuleChange(name, Kind.ANEW));
            } else if (!old.version().equals(now.version())) {
                out.add(new RuleChange(name, Kind.LIMITS));
            }
        }
        return out;
    }

    /** True when its open alerts end. */
    public boolean endsAlerts() {
        return kind == Kind.REMOVED || kind == Kind.ANEW;
    }

    /** Names of those that go, in order; empty when none does. */
    public static List<String> removed(List<RuleChange> changes) {
        return changes.stream()
                .filter(c -> c.kind == Kind.REMOVED)
                .map(RuleChange::rule)
                .toList();
    }

    @Override
    public String toString() {
        return (kind == Kind.NEW || kind == Kind.REMOVED ? kind.name().toLowerCase(Locale.ROOT) : "changed") + " "
                + rule + ": " + kind.meaning;
    }
}
