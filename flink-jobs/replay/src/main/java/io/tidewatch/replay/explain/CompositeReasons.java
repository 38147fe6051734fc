package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Group;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.rule.cel.EpisodeCondition.Term;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Of a rule for other rules' episodes together. */
final class CompositeReasons implements Reasons {
    private static final int MAX_EPISODES = 5;
    /** Behind what may be of after the instant. */
    private static final String LATER = " (as last emitted)";

    private final Rule rule;
    private final RuleSet rules;
    private final List<Alert> whyFired;
    private final EpisodeCondition when;
    private final long withinMs;
    private final LocalTimes times;

    /** @param alerts of the rule and its members: all revisions, or only the last of each alert */
    CompositeReasons(Rule rule, CompositeSpec spec, RuleSet rules, List<Alert> alerts, LocalTimes times) {
        this.times = times;
        this.rule = rule;
        this.rules = rules;
        this.whyFired = alerts;
        this.when = spec.when();
        this.withinMs = spec.withinMs();
    }

    @Override
    public String rule() {
        return "composite of other rules' alerts"
                + (rule.series().by().isEmpty()
                        ? ""
                        : " in one " + String.join(" and ", rule.series().by()))
                + ", "
                + rule.severities().stream().map(l -> l.severity().wire()).collect(Collectors.joining(", "))
                + " when " + when.canonical();
    }

    @Override
    public void whyFired(Alert a, Lines out) {
        MemberEpisodes episodes = new MemberEpisodes(whyFired, a.group(), withinMs);
        long at = a.firedAt();
        if (!when.test(episodes.at(at))) {
            out.line(
                    "when",
                    "does not hold at " + times.stamp(at)
                            + " by the alerts and the rule that are known now; what is known of its members:");
        } else {
            out.line("when", "holds at " + times.stamp(at) + ", looked at whenever one of its alerts changes:");
        }
        for (Term term : when.terms()) {
            term(term, episodes, at, out);
        }
        within(out);
        if (rule.forMs() > 0) {
            out.line(
                    "for",
                    "held from " + times.stamp(a.startsAt()) + ", asked for " + Durations.print(rule.forMs())
                            + ", so fired at " + times.stamp(at));
        }
        thresholds(out);
        out.line("ends", "when it holds no more, at the latest when none of its alerts is open");
        List<Alert> open = new ArrayList<>();
        when.members().forEach(m -> episodes.counting(m, at).forEach(e -> open.add(e.alert())));
        next(open, out);
    }

    /** Whether a term holds, and which episodes make it so. */
    private void term(Term term, MemberEpisodes episodes, long at, Lines out) {
        boolean holds = episodes.at(at).atLeast(term.rule(), term.least());
        out.line(holds ? "  held" : "  not held", term.toString());
        List<MemberEpisodes.Member> counting = episodes.counting(term.rule(), at);
        counting.stream().limit(MAX_EPISODES).forEach(m -> out.more("  " + print(m)));
        if (counting.size() > MAX_EPISODES) {
            out.more("  and " + (counting.size() - MAX_EPISODES) + " more");
        }
    }

    private String print(MemberEpisodes.Member m) {
        Alert a = m.alert();
        return a.id() + " " + a.severity().wire() + (m.later() ? LATER : "") + " · "
                + GroupName.print(a.group()) + ": fired at " + times.stamp(a.firedAt())
                + (m.open() ? ", open then" : ", over at " + times.stamp(m.endedAt()) + ", within counts it still")
                + "; " + figures(a.value()) + (m.later() ? LATER : "");
    }

    private static String figures(AlertValue v) {
        return "originals " + v.originals() + ", authors " + v.authors()
                + (v.expected() == null ? "" : ", expected " + MeasureLines.number(v.expected()))
                + (v.ratio() == null ? "" : ", ratio " + MeasureLines.number(v.ratio()))
                + (v.score() == null ? "" : ", score " + MeasureLines.number(v.score()))
                + (v.change() == null
                        ? ""
                        : ", delta_points " + FigureText.number(v.change().deltaPoints()));
    }

    private void within(Lines out) {
        out.line(
                "within",
                Durations.print(withinMs) + ": an alert counts while it is open and for so long after its end");
    }

    /** What the members ask for, for they decide. */
    private void thresholds(Lines out) {
        List<String> lines = new ArrayList<>();
        for (String member : when.members()) {
            Rule of = rules.rule(member);
            lines.add(
                    of == null
                            ? member + ": there is no such rule now"
                            : member + " (" + of.kind().wire() + ", version " + of.version() + "): "
                                    + of.severities().stream()
                                            .map(CompositeReasons::limits)
                                            .collect(Collectors.joining("; ")));
        }
        out.block("thresholds", lines);
    }

    private static String limits(SeverityLevel level) {
        return level.severity().wire()
                + (level.conditions().isEmpty()
                        ? ""
                        : " "
                                + level.conditions().stream()
                                        .map(MeasureLines::wanted)
                                        .collect(Collectors.joining(", ")));
    }

    private void next(List<Alert> alerts, Lines out) {
        out.block(
                "why these",
                alerts.stream()
                        .limit(MAX_EPISODES)
                        .map(a -> Explanation.command(a) + "  (" + a.rule() + ")")
                        .toList());
    }

    @Override
    public void whyNot(Group group, long at, Lines out) {
        MemberEpisodes episodes = new MemberEpisodes(whyFired, group, withinMs);
        EpisodeCondition.Firing firing = episodes.at(at);
        boolean holds = when.test(firing);
        out.line("when", (holds ? "holds" : "does not hold") + " at " + times.stamp(at) + ":");
        List<Set<Term>> missing = when.fewestChanges(firing);
        Set<Alert> near = new LinkedHashSet<>();
        for (Term term : when.terms()) {
            term(term, episodes, at, out);
            boolean wanted = missing.isEmpty() ? !holds : missing.stream().anyMatch(set -> set.contains(term));
            if (wanted && !firing.atLeast(term.rule(), term.least())) {
                nearest(term, episodes, group, at, near, out);
            }
        }
        if (!missing.isEmpty()) {
            out.line(
                    "nearest",
                    missing.stream()
                            .map(set -> set.stream()
                                    .map(t -> firing.atLeast(t.rule(), t.least())
                                            ? t + " must not hold"
                                            : t + " is missing")
                                    .collect(Collectors.joining(" and ")))
                            .collect(Collectors.joining("; or ")));
        }
        if (holds && !episodes.isAnyOpen(when, at)) {
            out.line(
                    "nearest",
                    "no alert of these is open any more: one that has ended counts beside an open one, but keeps nothing up"
                            + " by itself");
        }
        stretch(episodes, at, out);
        within(out);
        thresholds(out);
        when.members().forEach(m -> episodes.counting(m, at).forEach(e -> near.add(e.alert())));
        if (!near.isEmpty()) {
            next(List.copyOf(near), out);
        }
    }

    /** For how long it had held by then, or when it last did, where it must hold for a while. */
    private void stretch(MemberEpisodes episodes, long at, Lines out) {
        Long from = null;
        Long to = null;
        NavigableSet<Long> changes = episodes.changes(when);
        for (long change : changes.headSet(at, true)) {
            if (episodes.holds(when, change)) {
                from = from == null || to != null ? (Long) change : from;
                to = null;
            } else if (from != null && to == null) {
                to = change;
            }
        }
        if (from != null && (rule.forMs() > 0 || to != null)) {
            long held = (to == null ? at : to) - from;
            out.line(
                    "held",
                    (to == null ? "since " : "last from ") + times.stamp(from)
                            + (to == null ? "" : " to " + times.stamp(to)) + ", for " + Durations.print(held)
                            + (rule.forMs() == 0
                                    ? ""
                                    : ", needs " + Durations.print(rule.forMs()) + " without a break"
                                            + (held < rule.forMs()
                                                    ? ", " + Durations.print(rule.forMs() - held) + " more"
                                                    : "")));
        }
    }

    /** What came closest to a term that does not hold: a lower severity, one before, one after. */
    private void nearest(Term term, MemberEpisodes episodes, Group group, long at, Set<Alert> near, Lines out) {
        List<MemberEpisodes.Member> lower = episodes.counting(term.rule(), at);
        if (!lower.isEmpty()) {
            out.more("  too low: wanted " + term.least().wire() + " or worse");
            return;
        }
        MemberEpisodes.Member before = episodes.alerts(term.rule(), at).stream()
                .filter(m -> m.alert().severity().compareTo(term.least()) >= 0)
                .reduce((a, b) -> b.endedAt() >= a.endedAt() ? b : a)
                .orElse(null);
        if (before != null) {
            long ago = at - before.endedAt();
            near.add(before.alert());
            out.more("  the last one before, " + named(before.alert()) + ", was over at "
                    + times.stamp(before.endedAt()) + ": " + Durations.print(ago) + " before, "
                    + Durations.print(ago - withinMs) + " longer than within");
        }
        Alert after = episodes.after(term.rule(), at).stream()
                .filter(a -> a.severity().compareTo(term.least()) >= 0)
                .findFirst()
                .orElse(null);
        if (after != null) {
            near.add(after);
            out.more("  the next one, " + named(after) + ", fired at " + times.stamp(after.firedAt()) + ": "
                    + Durations.print(after.firedAt() - at) + " after");
        }
        if (before == null && after == null) {
            out.more("  never in this group, in what is known" + elsewhere(term, group));
        }
    }

    private static String named(Alert a) {
        return a.id() + " " + a.severity().wire() + " · " + GroupName.print(a.group());
    }

    /** Groups in which a member did fire. */
    private String elsewhere(Term term, Group group) {
        List<String> groups = whyFired.stream()
                .filter(a -> a.rule().equals(term.rule()) && !GroupName.isPartOf(group, a.group()))
                .map(a -> GroupName.print(a.group()))
                .distinct()
                .toList();
        return groups.isEmpty()
                ? "; nor in any other"
                : "; elsewhere: " + groups.stream().limit(MAX_EPISODES).collect(Collectors.joining("; "))
                        + (groups.size() > MAX_EPISODES ? "; and " + (groups.size() - MAX_EPISODES) + " more" : "");
    }
}
