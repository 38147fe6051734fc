package io.tidewatch.local.stack;

import io.tidewatch.rule.Rule;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleManifest;
import io.tidewatch.rule.file.RulePart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules as if they were live. */
final class LiveRuleTexts {
    private LiveRuleTexts() {}

    /** @param text of one rule file */
    static List<Rule> rules(String text) {
        List<RulePart> parts = RulePart.of(RulePart.RULES, Map.of("test.yaml", text));
        Map<String, String> values = new HashMap<>();
        parts.forEach(p -> values.put(p.key(), p.json()));
        return RuleBundle.assemble(RuleManifest.of(1, parts, "li.wei", "", 0), values::get)
                .complete()
                .orElseThrow()
                .rules()
                .rules();
    }
}
