package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.List;
import java.util.stream.Collectors;

/** Of a rule for messages in an order. */
final class SequenceReasons implements Reasons {
    private final Rule rule;
    private final SequenceSpec spec;
    private final MatchedMessages messages;
    private final LocalTimes times;

    SequenceReasons(Rule rule, SequenceSpec spec, RuleProbe probe) {
        this.rule = rule;
        this.spec = spec;
        this.messages = new MatchedMessages(rule, probe);
        this.times = probe.times();
    }

    @Override
    public String rule() {
        return "sequence "
                + spec.steps().stream()
                        .map(s -> "'" + s.name() + "'" + (s.absent() ? " absent" : s.optional() ? " or not" : ""))
                        .collect(Collectors.joining(", then "))
                + ", among " + messages.taken() + ", in less than " + Durations.print(spec.withinMs());
    }

    @Override
    public void whyFired(Alert a, Lines out) {
        List<EvidenceSample> samples = a.evidence().samples();
        for (Step step : spec.steps()) {
            List<EvidenceSample> of =
                    samples.stream().filter(s -> step.name().equals(s.step())).toList();
            out.line(
                    "step",
                    name(step) + ": "
                            + (step.absent()
                                    ? "none came"
                                    : of.isEmpty() ? "none, it may be missing" : Lines.count(of.size(), "message")));
            of.forEach(s -> out.more("  " + times.stamp(s.eventTime()) + " " + Lines.plain(s.text())));
        }
        if (!samples.isEmpty()) {
            long first =
                    samples.stream().mapToLong(EvidenceSample::eventTime).min().orElseThrow();
            long last =
                    samples.stream().mapToLong(EvidenceSample::eventTime).max().orElseThrow();
            out.line(
                    "within",
                    Durations.print(last - first) + " from the first to the last message shown, wanted less than "
                            + Durations.print(spec.withinMs()));
        }
        out.line("ends", "when it has not come again for " + Durations.print(rule.keepFiringMs()));
    }

    private static String name(Step step) {
        return "'" + step.name() + "', "
                + (step.absent()
                        ? "no message with " + step.condition()
                                + (step.strict() ? " as the very next one" : " before the next step")
                        : Lines.count(step.times(), "message") + " with " + step.condition()
                                + (step.strict() ? ", the very next" : "")
                                + (step.optional() ? ", may be missing" : ""));
    }

    @Override
    public void whyNot(Group group, long at, Lines out) {
        if (!messages.has(group, out)) {
            return;
        }
        SequenceProgress progress = new SequenceProgress(spec.steps(), group);
        List<RuleProbe.Hit> known = messages.of(group, Long.MIN_VALUE, at);
        SequenceProgress.Way way = progress.furthest(known, spec.withinMs());
        if (way == null) {
            out.line(
                    "nearest",
                    "no message of this group is the first step, "
                            + name(spec.steps().get(0)));
            messages.counted(group, spec.withinMs(), at, out);
            return;
        }
        SequenceProgress.Way slow = progress.furthest(known, Long.MAX_VALUE);
        if (!progress.isComplete(way) && slow != null && progress.isComplete(slow)) {
            long took = slow.last() - slow.began();
            steps(slow, out);
            out.line(
                    "nearest",
                    "all steps came, but in " + Durations.print(took) + ", wanted less than "
                            + Durations.print(spec.withinMs()) + ": "
                            + Durations.print(took - spec.withinMs()) + " too slow");
            return;
        }
        steps(way, out);
        out.line("nearest", nearest(progress, way, at));
    }

    private void steps(SequenceProgress.Way way, Lines out) {
        for (int i = 0; i < spec.steps().size(); i++) {
            Step step = spec.steps().get(i);
            List<RuleProbe.Hit> of = way.of(i);
            out.line(
                    "step",
                    name(step) + ": "
                            + (step.absent()
                                    ? i < way.next() ? "none came" : "has not come by then"
                                    : of.size() == step.times()
                                            ? "reached"
                                            : of.isEmpty() && step.optional() && i < way.next()
                                                    ? "none, it may be missing"
                                                    : of.isEmpty() ? "missing" : of.size() + " of " + step.times()));
            of.forEach(h -> out.message(h, ""));
        }
        if (way.breaker() != null) {
            out.line("broke", "with this message, which is not as the steps want the next one:");
            out.message(way.breaker(), "");
        }
    }

    private String nearest(SequenceProgress progress, SequenceProgress.Way way, long at) {
        long until = way.began() + spec.withinMs();
        if (way.breaker() != null) {
            return "broke off at " + times.stamp(way.breaker().time());
        }
        if (progress.isComplete(way)) {
            return until > at && spec.steps().get(spec.steps().size() - 1).absent()
                    ? "only the absence at the end is awaited: fires at " + times.stamp(until)
                            + " if nothing of it comes before"
                    : "all steps came by " + times.stamp(way.last()) + "; an alert stays open for "
                            + Durations.print(rule.keepFiringMs()) + " after that";
        }
        Step next = spec.steps().get(way.next());
        if (next.absent()) {
            next = spec.steps().subList(way.next(), spec.steps().size()).stream()
                    .filter(s -> !s.absent())
                    .findFirst()
                    .orElse(next);
        }
        return "'" + next.name() + "' is missing; "
                + (until > at
                        ? "it may still come before " + times.stamp(until)
                        : "it had to come before " + times.stamp(until) + ", " + Durations.print(spec.withinMs())
                                + " after the first message");
    }
}
