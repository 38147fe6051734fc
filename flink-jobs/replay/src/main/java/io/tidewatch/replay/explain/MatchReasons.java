package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.MessageDays;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.Comparator;
import java.util.List;

/** Of a rule for which one message is enough. */
final class MatchReasons implements Reasons {
    private static final long LOOK_BACK_MS = 24 * 3_600_000L;

    private final Rule rule;
    private final RuleProbe probe;
    private final MatchedMessages messages;
    private final LocalTimes times;

    MatchReasons(Rule rule, RuleProbe probe) {
        this.rule = rule;
        this.probe = probe;
        this.messages = new MatchedMessages(rule, probe);
        this.times = probe.times();
    }

    @Override
    public String rule() {
        return "match: one of " + messages.taken() + ", in words of its own, is enough";
    }

    @Override
    public void whyFired(Alert a, Lines out) {
        long end = a.resolvedAt() == 0 ? a.updatedAt() : a.resolvedAt();
        List<RuleProbe.Hit> hits = messages.of(a.group(), a.startsAt() - 1, end).stream()
                .filter(h -> h.message().original() && rule.levelOf(probe.measured(h, a.group())) != null)
                .toList();
        if (hits.isEmpty()) {
            out.line("messages", "none of it is in what was read");
            return;
        }
        for (SeverityLevel level : rule.severities()) {
            hits.stream()
                    .filter(h -> level.holds(probe.measured(h, a.group())))
                    .findFirst()
                    .ifPresentOrElse(
                            h -> holds(level, h, a.group(), out),
                            () -> out.line(level.severity().wire(), nearest(level, hits, a.group())));
        }
        usual(a.group(), a.startsAt(), out);
        out.line("messages", Lines.count(hits.size(), "message") + " for which it held while it was open:");
        MatchedMessages.newest(hits).forEach(h -> out.message(h, ""));
        out.line("ends", "when nothing more has come for " + Durations.print(rule.keepFiringMs()));
    }

    /** How often there is one, where the rule asks. */
    private void usual(Group group, long at, Lines out) {
        if (rule.asksFor(Metric.SURPRISE)) {
            out.line(
                    "usual",
                    "of the " + MessageDays.KNOWN + " days before, " + probe.daysBefore(group, at)
                            + " had such a message");
        }
    }

    private void holds(SeverityLevel level, RuleProbe.Hit h, Group group, Lines out) {
        String held = MeasureLines.held(level, probe.measured(h, group));
        out.line(
                level.severity().wire(),
                "holds for the message of " + times.stamp(h.time())
                        + (held.isEmpty() ? ", it has no condition" : ": " + held));
    }

    private String nearest(SeverityLevel level, List<RuleProbe.Hit> hits, Group group) {
        RuleProbe.Hit h = hits.stream()
                .min(Comparator.comparingDouble(x -> MeasureLines.shortfall(level, probe.measured(x, group))))
                .orElseThrow();
        return "not reached, nearest at " + times.stamp(h.time()) + ": "
                + MeasureLines.missed(level, probe.measured(h, group));
    }

    @Override
    public void whyNot(Group group, long at, Lines out) {
        if (!messages.has(group, out)) {
            return;
        }
        List<RuleProbe.Hit> hits = messages.of(group, at - LOOK_BACK_MS, at);
        List<RuleProbe.Hit> originals =
                hits.stream().filter(h -> h.message().original()).toList();
        if (originals.isEmpty()) {
            out.line(
                    "nearest",
                    hits.isEmpty()
                            ? "no message of this group is as the rule wants it in the " + Durations.print(LOOK_BACK_MS)
                                    + " before"
                            : Lines.count(hits.size(), "message") + " in the " + Durations.print(LOOK_BACK_MS)
                                    + " before, copies of others, which do not count");
            probe.hits().stream()
                    .filter(h -> h.groups().contains(group) && h.message().original() && h.comesAt() > at)
                    .findFirst()
                    .ifPresent(h -> out.more("the next one came " + Durations.print(h.comesAt() - at) + " later, at "
                            + times.stamp(h.comesAt())));
            return;
        }
        for (SeverityLevel level : rule.severities()) {
            originals.stream()
                    .filter(h -> level.holds(probe.measured(h, group)))
                    .reduce((a, b) -> b)
                    .ifPresentOrElse(
                            h -> holds(level, h, group, out),
                            () -> out.line(level.severity().wire(), nearest(level, originals, group)));
        }
        RuleProbe.Hit last = originals.get(originals.size() - 1);
        usual(group, last.time(), out);
        if (rule.levelOf(probe.measured(last, group)) != null && last.time() + rule.keepFiringMs() <= at) {
            out.more("an alert stays open for " + Durations.print(rule.keepFiringMs()) + " after such a message");
        }
        messages.counted(group, LOOK_BACK_MS, at, out);
    }
}
