package io.tidewatch.alert.words;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;

/**
 * What an alert on a suspended rule knows of it: the rule in its group, and in its labels the processor time that was measured
 * and that was allowed, per cent of a core. Empty in alerts of other kinds.
 */
public record SuspensionFacts(String rule, String cpu, String limit) {
    /** The dimension of the alert's group. */
    public static final String RULE = "rule";

    public static final String CPU = "cpu";
    public static final String CPU_LIMIT = "cpu_limit";

    public static SuspensionFacts of(Alert a) {
        String rule = a.group().get(RULE);
        return a.kind() != AlertKind.SUSPENDED || rule == null
                ? new SuspensionFacts("", "", "")
                : new SuspensionFacts(
                        rule, a.labels().getOrDefault(CPU, ""), a.labels().getOrDefault(CPU_LIMIT, ""));
    }

    /** The sentence on it in a phase, after its subject. */
    public Bilingual said(Phase phase, Bilingual lasted) {
        return in(new Wording())
                .with("lasted", lasted)
                .fill(Phrases.of(AlertKind.SUSPENDED, phase).says());
    }

    /** With them in the slots of the phrases. */
    public Wording in(Wording wording) {
        return wording.with("rule", rule).with("cpu", cpu).with("cpu_limit", limit);
    }
}
