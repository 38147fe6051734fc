package io.tidewatch.replay.ruletest;

import io.tidewatch.rule.test.RuleTest;
import java.util.List;

/**
 * The outcome of one test.
 *
 * @param failures what was expected and what was there, each as lines; empty when it passed
 */
public record Verdict(String file, RuleTest test, List<List<String>> failures) {
    public boolean passed() {
        return failures.isEmpty();
    }

    /** One line when it passed; else all that is needed to see why. */
    public List<String> lines() {
        java.util.ArrayList<String> out = new java.util.ArrayList<>();
        out.add((passed() ? "ok    " : "FAIL  ") + file + ":" + test.line() + ": " + test.name());
        failures.forEach(f -> f.forEach(l -> out.add("      " + l)));
        return out;
    }
}
