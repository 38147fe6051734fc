package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Of kinds that measure a window: surge, spike, drift, threshold, shift and flatline. */
final class MeasuredReasons implements Reasons {
    /** How far back a near miss is looked for. */
    private static final long LOOK_BACK_MS = 60 * 60_000L;

    private static final int MAX_READINGS = 240;
    private static final int ROWS_AROUND = 4;

    private final Rule rule;
    private final RuleProbe probe;
    private final MatchedMessages messages;
    private final UsualReasons usual;
    private final LocalTimes times;

    /** @param episodes of the recording that the probe read, those of other rules are passed over */
    MeasuredReasons(Rule rule, RuleProbe probe, List<Alert> episodes) {
        this.rule = rule;
        this.probe = probe;
        this.messages = new MatchedMessages(rule, probe);
        this.usual = new UsualReasons(rule, probe, episodes);
        this.times = probe.times();
    }

    @Override
    public String rule() {
        String share = rule.spec().share();
        return rule.kind().wire() + " of " + (share == null ? "" : "the part with " + share + " among ")
                + messages.taken() + ", over " + windows() + ", looked at every " + Durations.print(grid());
    }

    private String windows() {
        return rule.windows().size() < 2
                ? Durations.print(rule.windowMs())
                : "any of " + rule.windows().stream().map(Durations::print).collect(Collectors.joining(", "));
    }

    @Override
    public void whyFired(Alert a, Lines out) {
        long grid = grid();
        List<Long> instants = new ArrayList<>();
        for (long t = a.startsAt() - ROWS_AROUND * grid; t <= a.firedAt() + grid; t += grid) {
            instants.add(t);
        }
        long window = a.windowMs() == 0 ? rule.windowMs() : a.windowMs();
        List<RuleReading> readings = probe.readings(a.group(), thin(instants), window);
        if (readings.isEmpty()) {
            out.line("measures", "nothing that was counted for this group is in what was read");
            return;
        }
        measures(shortened(readings), out);
        baseline(readings, window, a.firedAt(), out);
        usual.whyFired(a, window, out);
        for (SeverityLevel level : rule.severities()) {
            severity(level, readings, a, out);
        }
        if (rule.forMs() > 0) {
            out.line(
                    "for",
                    "held from " + times.stamp(a.startsAt()) + ", asked for " + Durations.print(rule.forMs())
                            + ", so fired at " + times.stamp(a.firedAt()));
        }
        ends(out);
        messages.counted(a.group(), window, a.firedAt(), out);
    }

    private void severity(SeverityLevel level, List<RuleReading> readings, Alert a, Lines out) {
        RuleReading holding = first(readings, r -> level.holds(RuleProbe.measured(r)));
        String name = level.severity().wire();
        if (holding != null) {
            String held = MeasureLines.held(level, RuleProbe.measured(holding));
            out.line(
                    name,
                    "holds at " + times.stamp(holding.at()) + (held.isEmpty() ? ", it has no condition" : ": " + held));
            return;
        }
        RuleReading last = first(readings, r -> r.at() >= a.firedAt());
        out.line(
                name,
                (level.severity().compareTo(a.severity()) <= 0 ? "held later than shown here" : "not reached by then")
                        + (last == null
                                ? ""
                                : ": " + MeasureLines.missed(level, RuleProbe.measured(last)) + " at "
                                        + times.stamp(last.at())));
    }

    private void ends(Lines out) {
        Recover recover = rule.recover();
        if (recover != null) {
            out.line(
                    "ends",
                    "when "
                            + recover.conditions().stream()
                                    .map(MeasureLines::wanted)
                                    .collect(Collectors.joining(" and "))
                            + " for " + Durations.print(recover.holdMs())
                            + (rule.windows().size() > 1
                                    ? ", in the window next shorter than the one that holds it and for half of that at"
                                            + " least"
                                    : ""));
        } else if (rule.spec().isAboutAbsence()) {
            out.line("ends", "when there are more messages than the conditions allow");
        }
    }

    @Override
    public void whyNot(Group group, long at, Lines out) {
        if (!messages.has(group, out)) {
            return;
        }
        List<Long> instants = new ArrayList<>();
        long back = Math.max(LOOK_BACK_MS, rule.windowMs());
        for (long t = at - back; t <= at; t += grid()) {
            instants.add(t);
        }
        NearestMiss nearest = NearestMiss.of(rule, probe, group, thin(instants));
        if (nearest == null) {
            out.line(
                    "measures",
                    rule.spec().isAboutAbsence()
                            ? "the group had messages for less than " + Durations.print(rule.windowMs())
                                    + " by then, or none for 14 days: it is not missed"
                            : "nothing was counted for this group by then");
            return;
        }
        nearest(group, nearest, back, out);
        baseline(nearest.readings(), nearest.window(), at, out);
        usual.whyNot(group, at, nearest, out);
        messages.counted(group, nearest.window(), at, out);
    }

    /** The reading and the severity that were least far from holding, and what failed. */
    private void nearest(Group group, NearestMiss nearest, long back, Lines out) {
        List<RuleReading> readings = nearest.readings();
        int best = nearest.index();
        SeverityLevel level = nearest.level();
        RuleReading r = nearest.reading();
        measures(
                readings.subList(Math.max(0, best - ROWS_AROUND), Math.min(readings.size(), best + ROWS_AROUND + 1)),
                out);
        String severity = level.severity().wire();
        String over = rule.windows().size() > 1 ? " over " + Durations.print(nearest.window()) : "";
        if (nearest.shortfall() > 0) {
            String missed = nearest.missed();
            out.line("nearest", times.stamp(r.at()) + ", " + severity + over + ": " + missed);
            people(group, nearest, out);
            String held = MeasureLines.held(level, RuleProbe.measured(r));
            out.more(held.isEmpty() ? "nothing of it holds" : "holds: " + held);
            out.more("of all that was measured in the " + Durations.print(back) + " before");
            return;
        }
        long held = nearest.heldMs();
        out.line(
                "nearest",
                severity + " held" + over + " from " + times.stamp(r.at()) + " for " + Durations.print(held)
                        + (rule.forMs() > 0 ? ", needs " + Durations.print(rule.forMs()) + " without a break" : ""));
        if (rule.spec().isAboutAbsence() && looksAtRatio() && !probe.holds(group, r.at())) {
            out.more(
                    "but it is not missed: so long a silence comes by chance there at least once in a thousand times, or"
                            + " not even two days of it are known");
        } else if (!rule.activeTimes().contains(r.at())) {
            out.more("but then it was outside its active_time_intervals "
                    + rule.activeTimes().names());
        } else if (probe.tooLate(group, r.at(), nearest.window()) > 0) {
            out.more("but " + Lines.count(probe.tooLate(group, r.at(), nearest.window()), "message")
                    + " of them came later than"
                    + " allowed_lateness (" + Durations.print(rule.latenessMs())
                    + "): counted, but no reason to fire");
        } else if (rule.spec().isOverDays() && looksAtRatio() && !probe.holds(group, r.at())) {
            out.more("but without its fullest three eighths the window is not above the usual: a burst, no build-up");
        } else if (held >= rule.forMs()) {
            out.more("not fired then: "
                    + (rule.windows().size() > 1 ? "it had been told before it last recovered, " : "")
                    + "a source outage holds it back, or as many alerts of the rule were open as"
                    + " its limits allow (" + rule.maxAlerts() + ")");
        }
    }

    /** How many people a miss by surprise is short of. */
    private void people(Group group, NearestMiss nearest, Lines out) {
        RuleReading r = nearest.reading();
        for (Condition c : nearest.level().conditions()) {
            if (c.metric() == Metric.SURPRISE && !c.holds(RuleProbe.measured(r).of(c.metric()))) {
                probe.peopleNeeded(group, r.at(), nearest.window(), c.value())
                        .ifPresent(n -> out.more(r.value().authors() + " of " + n + " people needed in "
                                + Durations.print(nearest.window()) + " to surprise so much"));
            }
        }
    }

    private boolean looksAtRatio() {
        return rule.severities().stream()
                .flatMap(l -> l.conditions().stream())
                .map(Condition::metric)
                .anyMatch(m -> m == Metric.RATIO);
    }

    private static List<RuleReading> shortened(List<RuleReading> readings) {
        if (readings.size() <= 3 * ROWS_AROUND) {
            return readings;
        }
        List<RuleReading> shown = new ArrayList<>(readings.subList(0, 2 * ROWS_AROUND));
        shown.addAll(readings.subList(readings.size() - ROWS_AROUND, readings.size()));
        return shown;
    }

    private void measures(List<RuleReading> readings, Lines out) {
        out.block("measures", MeasureLines.table(readings, rule.spec().share() != null, 25, times::stamp));
    }

    private void baseline(List<RuleReading> readings, long window, long at, Lines out) {
        RuleReading then =
                readings.stream().filter(r -> r.at() <= at).reduce((a, b) -> b).orElse(readings.get(0));
        String young = then.coldStart() ? "; young: learnt from less than two days" : "";
        Double expected = then.value().expected();
        if (expected != null) {
            out.line(
                    "baseline",
                    MeasureLines.number(expected) + range(then.value().band())
                            + " messages in words of their own are usual in " + Durations.print(window)
                            + " at that hour" + young);
        } else if (then.value().change() != null) {
            out.line(
                    "baseline",
                    "a share of " + MeasureLines.number(then.value().change().usual()) + " is usual in this group"
                            + young);
        } else if (rule.spec().learns()) {
            out.line("baseline", "what is usual is not known yet" + young);
        }
    }

    /** After a space, what four windows in five hold; nothing where that is one number or not known. */
    private static String range(@Nullable ExpectedBand band) {
        return band == null || band.low() == band.high() ? "" : " (" + band.low() + "–" + band.high() + ")";
    }

    private static @Nullable RuleReading first(List<RuleReading> readings, Predicate<RuleReading> wanted) {
        return readings.stream().filter(wanted).findFirst().orElse(null);
    }

    private long grid() {
        return rule.spec().isOverDays() ? Math.max(rule.intervalMs(), Baseline.BIN_MS) : rule.intervalMs();
    }

    /** Every nth of too many. */
    private static List<Long> thin(List<Long> instants) {
        int step = 1 + instants.size() / MAX_READINGS;
        List<Long> kept = new ArrayList<>();
        for (int i = instants.size() - 1; i >= 0; i -= step) {
            kept.add(0, instants.get(i));
        }
        return kept;
    }
}
