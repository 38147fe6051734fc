package io.tidewatch.local.stack;

import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleManifest;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.time.WireTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rule sets that were live one after the other, and which manifest a rule came with. */
public final class RuleHistory {
    /** @param primed series hash → event time of the first message that its rules were primed with */
    private record Step(RuleManifest manifest, RuleSet rules, Map<String, String> primed) {}

    private final List<Step> steps = new ArrayList<>();

    /** @param bundles complete, the oldest first */
    public RuleHistory(List<RuleBundle> bundles) {
        bundles.forEach(b -> steps.add(new Step(b.manifest(), b.rules(), b.of(RulePart.PRIMED))));
    }

    /** The manifest since which a rule has been just as it is now; null when no bundle has it. */
    public @Nullable RuleManifest since(Rule rule) {
        RuleManifest found = null;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Rule then = steps.get(i).rules.rule(rule.name());
            if (then == null || !then.version().equals(rule.version())) {
                break;
            }
            found = steps.get(i).manifest;
        }
        return found;
    }

    /**
     * Event time of the first messages that a rule's series know of, or, where they began with nothing, when they
     * began: epoch milliseconds; 0: from the start on.
     */
    public long learnsSince(Rule rule) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            boolean counted = steps.get(i).rules.rules().stream()
                    .anyMatch(r -> r.series().hash().equals(rule.series().hash()));
            if (!counted) {
                return i + 1 < steps.size() ? begins(steps.get(i + 1), rule) : 0;
            }
        }
        return 0;
    }

    private static long begins(Step step, Rule rule) {
        String taught = step.primed.get(rule.series().hash());
        return taught == null
                ? step.manifest.at()
                : WireTime.parse(taught).toInstant().toEpochMilli();
    }
}
