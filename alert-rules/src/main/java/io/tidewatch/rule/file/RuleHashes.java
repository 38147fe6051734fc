package io.tidewatch.rule.file;

import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleDetails;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stable hashes of rules: comments, spaces, quotes and spelled-out defaults make no difference. */
final class RuleHashes {
    private static final int LENGTH = 16;

    private RuleHashes() {}

    /** SHA-256, the first 16 hexadecimal digits. */
    static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String ofSeries(String where, List<String> by) {
        return of("where=" + where + "\nby=" + by);
    }

    /** Of what makes partial matches and counts incomparable. */
    static String ofStructure(Rule rule) {
        StringBuilder b = new StringBuilder();
        add(b, "kind", rule.kind().wire());
        add(b, "where", rule.series().where());
        add(b, "by", rule.series().by());
        details(b, rule.details());
        return of(b.toString());
    }

    /** Of everything in the rule. */
    static String ofVersion(Rule rule) {
        StringBuilder b = new StringBuilder();
        add(b, "alert", rule.name());
        add(b, "kind", rule.kind().wire());
        add(b, "where", rule.series().where());
        add(b, "by", rule.series().by());
        add(b, "owner", rule.owner());
        add(b, "interval", rule.intervalMs());
        add(b, "lateness", rule.latenessMs());
        add(b, "window", rule.windowMs());
        add(b, "for", rule.forMs());
        for (SeverityLevel level : rule.severities()) {
            add(b, level.severity().wire(), conditions(level.conditions()));
        }
        Recover recover = rule.recover();
        add(b, "recover", recover == null ? null : conditions(recover.conditions()) + recover.holdMs());
        add(b, "keep_firing_for", rule.keepFiringMs());
        add(b, "samples", rule.samples());
        add(b, "over_represented", rule.overRepresented());
        add(b, "labels", new TreeMap<>(rule.labels()));
        add(b, "summary", rule.summary());
        add(b, "runbook", rule.runbook());
        add(b, "active_time_intervals", rule.activeTimeIntervals());
        add(b, "max_series", rule.maxSeries());
        add(b, "max_alerts", rule.maxAlerts());
        details(b, rule.details());
        return of(b.toString());
    }

    private static void details(StringBuilder b, @Nullable RuleDetails d) {
        if (d == null) {
            return;
        }
        add(b, "share", d.share());
        add(b, "background", d.backgroundMs());
        add(b, "within", d.withinMs());
        for (Step s : d.steps()) {
            add(b, "step", s.name());
            add(b, "condition", s.condition());
            add(b, "form", s.times() + " " + s.optional() + " " + s.absent() + " " + s.strict());
        }
        add(b, "skip", d.skip());
        add(b, "when", d.when());
        add(b, "after_close", d.afterClose());
        add(b, "times", d.times());
    }

    private static String conditions(List<Condition> conditions) {
        // the order in which conditions are written means nothing
        return conditions.stream()
                .map(c -> c.metric().wire() + c.operator().symbol() + c.value())
                .sorted()
                .toList()
                .toString();
    }

    private static void add(StringBuilder b, String name, @Nullable Object value) {
        b.append(name).append('=').append(value).append('\u0001');
    }
}
