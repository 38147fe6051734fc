package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.replay.Backtest;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.OrderedSpec;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.time.ActiveTimes;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.Comparator;
import java.util.List;

/** Explains to someone who did not write a rule why it fired, or why it did not. */
public final class Explanation {
    private final Rule rule;
    private final Reasons reasons;
    private final LocalTimes times;
    /** With messages in the recording. */
    private final int groups;

    private final List<Alert> episodes;
    private final List<SharedId> sharedIds;

    private Explanation(
            Rule rule, Reasons reasons, int groups, List<Alert> episodes, List<SharedId> sharedIds, LocalTimes times) {
        this.times = times;
        this.groups = groups;
        this.sharedIds = sharedIds;
        this.rule = rule;
        this.reasons = reasons;
        this.episodes =
                episodes.stream().filter(a -> a.rule().equals(rule.name())).toList();
    }

    /** What explains a rule that looks at messages. */
    private record ReasonsOfMessages(Rule rule, RuleProbe probe, List<Alert> episodes)
            implements RuleSpec.GroupCases<Reasons>, OrderedSpec.OrderedCases<Reasons> {
        @Override
        public Reasons measured(MeasuredSpec spec) {
            return new MeasuredReasons(rule, probe, episodes);
        }

        @Override
        public Reasons ordered(OrderedSpec spec) {
            return spec.foldOrdered(this);
        }

        @Override
        public Reasons match(MatchSpec spec) {
            return new MatchReasons(rule, probe);
        }

        @Override
        public Reasons composite(CompositeSpec spec) {
            throw new IllegalArgumentException(rule.name() + " looks at other rules' episodes, not at messages");
        }

        @Override
        public Reasons sequence(SequenceSpec spec) {
            return new SequenceReasons(rule, spec, probe);
        }

        @Override
        public Reasons repeat(RepeatSpec spec) {
            return new RepeatReasons(rule, spec, probe);
        }

        @Override
        public Reasons newTerm(NewTermSpec spec) {
            return new TermReasons(rule, spec, probe);
        }
    }

    /**
     * Of a rule that looks at messages.
     *
     * @param recording that the probe read; episodes of other rules are passed over
     */
    public static Explanation of(Rule rule, RuleProbe probe, Backtest.Recording recording) {
        return new Explanation(
                rule,
                rule.spec().foldGroup(new ReasonsOfMessages(rule, probe, recording.episodes())),
                probe.groups().size(),
                recording.episodes(),
                recording.sharedIds(),
                probe.times());
    }

    /**
     * Of a rule that looks at other rules' episodes.
     *
     * @param rules with its members
     * @param alerts of it and its members: every revision, or only the last of each alert where no more is kept
     * @param times how clock times are written
     */
    public static Explanation ofComposite(
            Rule rule, CompositeSpec spec, RuleSet rules, List<Alert> alerts, LocalTimes times) {
        return new Explanation(
                rule,
                new CompositeReasons(rule, spec, rules, alerts, times),
                0,
                Backtest.lastOf(alerts.iterator()),
                List.of(),
                times);
    }

    /** Why there is this alert. */
    public List<String> of(Alert a) {
        Lines out = new Lines(times);
        out.title(rule.name() + " · " + GroupName.print(a.group()));
        out.line(
                "fired",
                "at " + times.stamp(a.firedAt()) + ", "
                        + (a.startsAt() == a.firedAt()
                                ? "as soon as it held"
                                : "having held since " + times.stamp(a.startsAt()))
                        + "; "
                        + a.severity().wire() + (rule.severities().size() > 1 ? " at its worst" : "") + "; " + end(a)
                        + (a.historical() ? "; long past when it was seen, so nobody was paged" : ""));
        if (a.held() != null) {
            out.line(
                    "held",
                    "the rule had opened its budget of that day"
                            + (rule.budget() == Rule.Limits.UNLIMITED ? "" : " (" + rule.budget() + ")")
                            + ", so it is recorded as info"
                            + (a.isOpen() ? "; it is opened when another day begins, or once it is critical" : ""));
        }
        out.line("says", a.summary().en());
        if (a.updatedAt() > a.firedAt()) {
            out.more("(as last amended, at " + times.stamp(a.updatedAt()) + ")");
        }
        out.line("rule", reasons.rule());
        out.line(
                "version",
                rule.version()
                        + (a.ruleVersion().equals(rule.version())
                                ? ""
                                : "; the alert is of version " + a.ruleVersion()
                                        + ", whose limits may have been others"));
        limit(out);
        SharedIdLines.print(
                sharedIds, a.startsAt() - rule.windowMs(), Math.max(a.updatedAt(), a.firedAt()), times, out);
        reasons.whyFired(a, out);
        return out.all();
    }

    private String end(Alert a) {
        if (a.isOpen()) {
            return "still open";
        }
        if (a.resolution() == null) {
            return "over at " + times.stamp(a.resolvedAt());
        }
        return "over at " + times.stamp(a.resolvedAt())
                + switch (a.resolution()) {
                    case RECOVERED ->
                        endedWithItsTimes(a)
                                ? " (its active_time_intervals ended)"
                                : rule.keepFiringMs() > 0
                                        ? " (nothing more for " + Durations.print(rule.keepFiringMs()) + ")"
                                        : " (recovered)";
                    case NEW_LEVEL ->
                        " (it had been steady for most of a day, so that much is taken for usual from then on)";
                    case RULE_CHANGED -> " (the rule was changed)";
                    case RULE_REMOVED -> " (the rule was removed)";
                    case LOST -> lost();
                    default -> "";
                };
    }

    private String lost() {
        return rule.spec().isAboutAbsence()
                ? " (nothing came of it any more)"
                : " (lost: nothing came of it any more, or its group was no longer followed, max_series is "
                        + rule.maxSeries() + ")";
    }

    /** Says when a rule has more groups than it follows. */
    private void limit(Lines out) {
        if (groups > rule.maxSeries()) {
            out.line(
                    "limit",
                    "messages of " + groups + " groups are as the rule wants them, and it follows at most "
                            + rule.maxSeries()
                            + " at a time (max_series): those of which least is known are dropped first");
        }
    }

    private boolean endedWithItsTimes(Alert a) {
        return !rule.activeTimes().contains(a.resolvedAt())
                && rule.activeTimes().contains(a.resolvedAt() - 1);
    }

    /**
     * Why there is none at an instant, or that there is one.
     *
     * @param at epoch milliseconds
     */
    public List<String> whyNot(Group group, long at) {
        Lines out = new Lines(times);
        out.title(rule.name() + " · " + GroupName.print(group));
        List<Alert> own = episodes.stream()
                .filter(a -> GroupName.isPartOf(group, a.group()))
                .sorted(Comparator.comparingLong(Alert::firedAt))
                .toList();
        List<Alert> open = own.stream()
                .filter(a -> a.firedAt() <= at && (a.resolvedAt() == 0 || a.resolvedAt() > at))
                .toList();
        if (!open.isEmpty()) {
            for (Alert a : open) {
                out.line(
                        "firing",
                        "alert " + a.id() + ", fired at " + times.stamp(a.firedAt()) + ", is open then; see "
                                + command(a));
            }
            return out.all();
        }
        out.line("not firing", "no alert is open at " + times.stamp(at));
        ActiveTimes active = rule.activeTimes();
        if (!active.contains(at)) {
            long next = active.startFrom(at);
            out.more("outside its active_time_intervals " + active.names() + " it opens none"
                    + (next == ActiveTimes.NEVER ? "" : "; the next time inside begins at " + times.stamp(next)));
        }
        own.stream()
                .filter(a -> a.resolvedAt() != 0 && a.resolvedAt() <= at)
                .reduce((a, b) -> b)
                .ifPresent(a -> out.more(
                        "the last one before, " + a.id() + ", fired at " + times.stamp(a.firedAt()) + "; " + end(a)));
        own.stream()
                .filter(a -> a.firedAt() > at)
                .findFirst()
                .ifPresent(a -> out.more("the next one, " + a.id() + ", fired " + Durations.print(a.firedAt() - at)
                        + " later, at " + times.stamp(a.firedAt())));
        out.line("rule", reasons.rule());
        out.line("version", rule.version());
        limit(out);
        SharedIdLines.print(sharedIds, at - rule.windowMs(), at, times, out);
        reasons.whyNot(group, at, out);
        return out.all();
    }

    /** How to ask about an alert. */
    static String command(Alert a) {
        return "rules explain " + a.id();
    }
}
