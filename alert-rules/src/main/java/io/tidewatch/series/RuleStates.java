package io.tidewatch.series;

import io.tidewatch.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the rules that look at one series stand, by their names: a rule that is loaded anew with other conditions goes on
 * from where it stood. Mutable.
 */
final class RuleStates {
    private final Map<String, RuleState> byRule = new TreeMap<>();

    /** Where a rule stands; at rest when it has not been read before. */
    RuleState of(Rule rule) {
        return byRule.computeIfAbsent(rule.name(), n -> new RuleState());
    }

    boolean isOpen(Rule rule) {
        RuleState t = byRule.get(rule.name());
        return t != null && t.open;
    }

    boolean isAnyOpen() {
        for (RuleState t : byRule.values()) {
            if (t.open) {
                return true;
            }
        }
        return false;
    }

    /** No rule has begun to hold. */
    void clear() {
        byRule.clear();
    }

    /** Forgets rules that no longer look. */
    void keepOnly(List<Rule> rules) {
        Set<String> names = new HashSet<>();
        rules.forEach(r -> names.add(r.name()));
        byRule.keySet().retainAll(names);
    }

    void pack(DataOutput out) throws IOException {
        out.writeInt(byRule.size());
        for (Map.Entry<String, RuleState> e : byRule.entrySet()) {
            out.writeUTF(e.getKey());
            e.getValue().pack(out);
        }
    }

    /**
     * @param dated false in codecs that do not say since when a rule is open
     * @param windowed false in codecs that do not say in which window it was told
     */
    static RuleStates unpack(DataInput in, boolean dated, boolean windowed) throws IOException {
        RuleStates t = new RuleStates();
        for (int left = in.readInt(); left > 0; left--) {
            t.byRule.put(in.readUTF(), RuleState.unpack(in, dated, windowed));
        }
        return t;
    }
}
