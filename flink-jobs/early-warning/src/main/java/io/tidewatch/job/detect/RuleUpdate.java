package io.tidewatch.job.detect;

import io.tidewatch.rule.RuleBundle;
import io.tidewatch.rule.RulePart;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * A complete set of rule files to be live together.
 *
 * @param revision counts up; an older one than the live one is ignored
 * @param files name → text
 */
public record RuleUpdate(long revision, Map<String, String> files) implements Serializable {
    public static RuleUpdate of(RuleBundle bundle) {
        return new RuleUpdate(bundle.manifest().revision(), new TreeMap<>(bundle.of(RulePart.RULES)));
    }
}
