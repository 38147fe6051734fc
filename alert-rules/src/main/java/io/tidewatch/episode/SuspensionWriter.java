package io.tidewatch.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Trace;
import io.tidewatch.alert.words.Phase;
import io.tidewatch.alert.words.SuspensionFacts;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Rule;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/**
 * Writes the alert that a rule watches nothing while it is suspended. It has no rule of its own: it is called {@value #NAME}, its
 * group is the suspended rule, whose owner has to act, and what was measured are its labels.
 */
public final class SuspensionWriter {
    /** Stands where alerts of rules have the rule's name. */
    public static final String NAME = "RuleSuspended";

    private static final String RUNBOOK = "runbooks/rule-suspended.md";
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private final Taxonomy taxonomy;

    public SuspensionWriter(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /** The alert when a rule is suspended. */
    public Alert open(Suspension s, Rule rule) {
        Group group = new Group(List.of(SuspensionFacts.RULE), List.of(s.rule()));
        String fingerprint = AlertWriter.fingerprint(NAME, group);
        Leaf issue = rule.fixedIssue() == null ? null : taxonomy.leaf(rule.fixedIssue());
        Alert alert = Alert.suspension(
                        StableHash.id(fingerprint, Long.toString(s.at())),
                        fingerprint,
                        "rule:" + NAME + "/" + s.rule(),
                        NAME,
                        group)
                .ruleVersion(s.version())
                .labels(Map.of(SuspensionFacts.CPU, percent(s.share()), SuspensionFacts.CPU_LIMIT, percent(s.limit())))
                .startsAt(s.at())
                .firedAt(s.at())
                .updatedAt(s.at())
                .owner(rule.owner() != null || issue == null ? rule.owner() : issue.owner())
                .runbook(RUNBOOK)
                .trace(new Trace(s.at(), s.at(), s.at()))
                .build();
        return alert.withSummary(said(alert, Phase.BEGINS));
    }

    /**
     * How it ends.
     *
     * @param resolution recovered, rule_changed or rule_removed
     * @param at clock, epoch milliseconds
     */
    public static Alert ended(Alert open, Resolution resolution, long at) {
        Alert ended = open.toBuilder()
                .revision(open.revision() + 1)
                .status(AlertStatus.RESOLVED)
                .resolution(resolution)
                .updatedAt(at)
                .resolvedAt(at)
                .build();
        return ended.withSummary(said(
                ended,
                switch (resolution) {
                    case RECOVERED, NEW_LEVEL -> Phase.RECOVERED;
                    case RULE_CHANGED -> Phase.RULE_CHANGED;
                    case RULE_REMOVED -> Phase.RULE_REMOVED;
                    case LOST -> Phase.LOST;
                }));
    }

    private static Bilingual said(Alert a, Phase phase) {
        long lasted = Math.max(1, (a.updatedAt() - a.startsAt()) / 60_000);
        SuspensionFacts facts = SuspensionFacts.of(a);
        Bilingual says = facts.said(phase, minutes(lasted));
        return new Bilingual("规则 " + facts.rule() + "：" + says.zh(), "Rule " + facts.rule() + ": " + says.en());
    }

    private static Bilingual minutes(long n) {
        return new Bilingual(n + "分钟", n + " min");
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .round(TWO_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }
}
