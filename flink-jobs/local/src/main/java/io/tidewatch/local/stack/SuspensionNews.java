package io.tidewatch.local.stack;

import io.tidewatch.local.cli.Progress;
import io.tidewatch.rule.Rule;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells who runs {@code up} of rules that are suspended for their processor time, and when they go on. Used by one thread. */
final class SuspensionNews {
    /** A subtask that is started again has no gauges for a moment. */
    private static final int MISSED = 2;

    private final Progress progress;
    /** Rules that are known to be suspended, each with how often it was missing since. */
    private final Map<String, Integer> known = new TreeMap<>();

    SuspensionNews(Progress progress) {
        this.progress = progress;
    }

    /**
     * Tells what is new.
     *
     * @param live rules
     * @param minutes that are left, by rule
     */
    void look(List<Rule> live, Map<String, Long> minutes) {
        Map<String, Rule> byName = new HashMap<>();
        live.forEach(r -> byName.put(r.name(), r));
        minutes.forEach((name, left) -> {
            Rule rule = byName.get(name);
            if (rule != null && known.put(name, 0) == null) {
                progress.say("SUSPENDED: " + name + " takes more than its limits.cpu (" + percent(rule.maxCpu())
                        + " of a core); it hears nothing for " + left + " min, its open alerts end as lost"
                        + (rule.owner() == null ? "" : "; tell " + rule.owner()));
            }
        });
        known.replaceAll((name, missed) -> minutes.containsKey(name) ? 0 : missed + 1);
        known.entrySet().removeIf(e -> {
            boolean over = e.getValue() >= MISSED;
            if (over && byName.containsKey(e.getKey())) {
                progress.say("goes on: " + e.getKey() + " was suspended");
            }
            return over;
        });
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
