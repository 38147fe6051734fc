package io.tidewatch.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rules that are live together.
 *
 * @param version hash over all of them
 */
public record RuleSet(List<Rule> rules, String version) {
    public @Nullable Rule rule(String name) {
        for (Rule r : rules) {
            if (r.name().equals(name)) {
                return r;
            }
        }
        return null;
    }
}
