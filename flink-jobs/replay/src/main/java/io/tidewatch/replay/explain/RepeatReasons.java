package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a rule for the same customer, order or thread again. */
final class RepeatReasons implements Reasons {
    private final Rule rule;
    private final RepeatSpec spec;
    private final MatchedMessages messages;
    private final LocalTimes times;

    RepeatReasons(Rule rule, RepeatSpec spec, RuleProbe probe) {
        this.rule = rule;
        this.spec = spec;
        this.messages = new MatchedMessages(rule, probe);
        this.times = probe.times();
    }

    @Override
    public String rule() {
        return "repeat: " + spec.times() + " among " + messages.taken() + ", within " + Durations.print(rule.windowMs())
                + (spec.afterClose() ? ", after the ticket was closed" : "");
    }

    /** What counted at an instant: the messages of the window, since the ticket was closed where that is asked for. */
    private record Contacts(List<RuleProbe.Hit> messages, RuleProbe.@Nullable Hit closed) {
        Measured measured() {
            return metric -> switch (metric) {
                case ORDERS ->
                    messages.stream()
                            .map(h -> h.message().message().feedback().orderId())
                            .filter(o -> o != null && !o.isEmpty())
                            .distinct()
                            .count();
                case GRADE ->
                    messages.stream()
                            .mapToDouble(h -> h.measure(Metric.GRADE))
                            .max()
                            .orElse(0);
                default -> Double.NaN;
            };
        }
    }

    private Contacts contacts(Group group, long at) {
        List<RuleProbe.Hit> all = messages.of(group, at - rule.windowMs(), at).stream()
                .filter(h -> h.message().message().feedback().repostOf() == null)
                .toList();
        if (!spec.afterClose()) {
            return new Contacts(all, null);
        }
        RuleProbe.Hit closed =
                all.stream().filter(RuleProbe.Hit::closes).reduce((a, b) -> b).orElse(null);
        return new Contacts(closed == null ? List.of() : all.subList(all.indexOf(closed) + 1, all.size()), closed);
    }

    @Override
    public void whyFired(Alert a, Lines out) {
        Contacts contacts = contacts(a.group(), a.firedAt());
        for (SeverityLevel level : rule.severities()) {
            severity(level, contacts, "not reached by then", out);
        }
        counted(contacts, a.firedAt(), out);
        out.line("ends", "when nothing more has come for " + Durations.print(rule.keepFiringMs()));
    }

    private void severity(SeverityLevel level, Contacts contacts, String not, Lines out) {
        String missed = MeasureLines.missed(level, contacts.measured());
        String held = MeasureLines.held(level, contacts.measured());
        out.line(
                level.severity().wire(),
                missed.isEmpty()
                        ? "holds" + (held.isEmpty() ? ", it has no condition" : ": " + held)
                        : not + ": " + missed);
    }

    private void counted(Contacts contacts, long at, Lines out) {
        if (contacts.closed() != null) {
            out.line("closed", "the ticket was closed:");
            out.message(contacts.closed(), "");
        }
        int n = contacts.messages().size();
        out.line(
                "messages",
                Lines.count(n, "message") + " of this group in the " + Durations.print(rule.windowMs()) + " before "
                        + times.stamp(at) + (contacts.closed() == null ? "" : ", since it was closed") + ", wanted "
                        + spec.times() + (n == 0 ? "" : ":"));
        MatchedMessages.newest(contacts.messages())
                .forEach(h -> out.message(h, "grade " + h.message().message().grade()));
    }

    @Override
    public void whyNot(Group group, long at, Lines out) {
        if (!messages.has(group, out)) {
            return;
        }
        Contacts contacts = contacts(group, at);
        int n = contacts.messages().size();
        if (spec.afterClose() && contacts.closed() == null) {
            out.line(
                    "nearest",
                    "no message closes the ticket in the " + Durations.print(rule.windowMs())
                            + " before: nobody of the service says so, and no touchpoint is closed, resolved or solved");
            messages.counted(group, rule.windowMs(), at, out);
            return;
        }
        if (n < spec.times()) {
            out.line(
                    "nearest",
                    Lines.count(n, "message") + " of " + spec.times() + ": " + (spec.times() - n)
                            + (spec.times() - n == 1 ? " is missing" : " are missing"));
            messages.of(group, Long.MIN_VALUE, at - rule.windowMs()).stream()
                    .reduce((a, b) -> b)
                    .ifPresent(h -> out.more("the one before them was said at " + times.stamp(h.time()) + ", "
                            + Durations.print(at - rule.windowMs() - h.time()) + " too early for the "
                            + Durations.print(rule.windowMs())));
        } else {
            rule.severities().forEach(level -> severity(level, contacts, "nearest", out));
            out.more(
                    "an alert stays open for " + Durations.print(rule.keepFiringMs()) + " after the last such message");
        }
        counted(contacts, at, out);
    }
}
