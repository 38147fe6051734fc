package io.tidewatch.local.rules;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.job.detect.Probe;
import io.tidewatch.rule.Kind;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.Baseline;
import io.tidewatch.surge.Reading;
import io.tidewatch.wire.Durations;
import io.tidewatch.wire.WireTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells someone who did not write a rule why it fired, or why it did not. */
public final class Explanation {
    /** How far back a near miss is looked for. */
    private static final long LOOK_BACK_MS = 60 * 60_000L;

    private static final int MOST_READINGS = 240;
    private static final int ROWS_AROUND = 4;
    private static final int MOST_MESSAGES = 5;
    private static final int MOST_LETTERS = 60;

    private final Rule rule;
    private final Probe probe;
    private final List<Alert> episodes;
    private final List<String> out = new ArrayList<>();

    /** @param episodes of the rule in the recording that the probe listened to */
    public Explanation(Rule rule, Probe probe, List<Alert> episodes) {
        this.rule = rule;
        this.probe = probe;
        this.episodes =
                episodes.stream().filter(a -> a.rule().equals(rule.name())).toList();
    }

    /** Why there is this alert. */
    public List<String> of(Alert a) {
        title(a.group());
        line(
                "told",
                a.severity().wire() + " at " + WireTime.print(a.firedAt()) + ", since the window that ended at "
                        + WireTime.print(a.startsAt())
                        + (a.isOpen()
                                ? ", still open"
                                : ", over at " + WireTime.print(a.resolvedAt()) + " (" + a.resolution() + ")")
                        + (a.historical() ? "; long past when it was seen, so nobody was paged" : ""));
        line("says", a.summary().en());
        rule(a.ruleVersion());
        if (rule.windowMs() == 0) {
            messages(a.group(), a.resolvedAt() == 0 ? a.updatedAt() : a.resolvedAt());
            return List.copyOf(out);
        }
        long grid = grid();
        List<Long> instants = new ArrayList<>();
        for (long t = a.startsAt() - ROWS_AROUND * grid; t <= a.firedAt() + grid; t += grid) {
            instants.add(t);
        }
        List<Reading> readings = probe.readings(a.group(), thin(instants));
        measures(readings, a.group());
        baseline(readings, a.firedAt());
        for (SeverityLevel level : rule.severities()) {
            severity(level, readings, a);
        }
        if (rule.forMs() > 0) {
            line(
                    "for",
                    "held from " + WireTime.print(a.startsAt()) + ", asked for " + Durations.print(rule.forMs())
                            + ", so told at " + WireTime.print(a.firedAt()));
        }
        messages(a.group(), a.firedAt());
        return List.copyOf(out);
    }

    private void severity(SeverityLevel level, List<Reading> readings, Alert a) {
        Reading holding = first(readings, r -> level.holds(Probe.measured(r)));
        if (holding != null) {
            String held = MeasureLines.held(level, Probe.measured(holding));
            line(
                    level.severity().wire(),
                    "holds at " + WireTime.print(holding.at())
                            + (held.isEmpty() ? ", it has no condition" : ": " + held));
        } else if (level.severity().compareTo(a.severity()) <= 0) {
            line(level.severity().wire(), "held later than shown here");
        } else {
            Reading last = first(readings, r -> r.at() >= a.firedAt());
            line(
                    level.severity().wire(),
                    last == null
                            ? "was not reached by then"
                            : "not reached by then: " + MeasureLines.missed(level, Probe.measured(last)));
        }
    }

    /** Why there is none at an instant, or that there is one. @param at epoch milliseconds */
    public List<String> silence(Group group, long at) {
        title(group);
        Alert open = episodes.stream()
                .filter(a ->
                        a.group().equals(group) && a.firedAt() <= at && (a.resolvedAt() == 0 || a.resolvedAt() > at))
                .findFirst()
                .orElse(null);
        if (open != null) {
            line(
                    "not silent",
                    "an episode that was told at " + WireTime.print(open.firedAt()) + " is open then: explain "
                            + open.id());
            return List.copyOf(out);
        }
        line("silent", "no episode is open at " + WireTime.print(at));
        rule(null);
        if (!probe.has(group)) {
            nothing();
            return List.copyOf(out);
        }
        if (rule.windowMs() == 0) {
            messages(group, at);
            return List.copyOf(out);
        }
        List<Long> instants = new ArrayList<>();
        long back = Math.max(LOOK_BACK_MS, rule.windowMs());
        for (long t = at - back; t <= at; t += grid()) {
            instants.add(t);
        }
        List<Reading> readings = probe.readings(group, thin(instants)).stream()
                .filter(r -> r.at() <= at)
                .toList();
        if (readings.isEmpty()) {
            line("measures", "nothing was counted for this group by then");
            return List.copyOf(out);
        }
        nearest(readings, back);
        baseline(readings, at);
        messages(group, at);
        return List.copyOf(out);
    }

    /** The reading and the severity that were least far from holding, and what failed. */
    private void nearest(List<Reading> readings, long back) {
        SeverityLevel level = rule.severities().get(0);
        int best = 0;
        for (int i = 1; i < readings.size(); i++) {
            if (shortfall(level, readings.get(i)) < shortfall(level, readings.get(best))) {
                best = i;
            }
        }
        Reading r = readings.get(best);
        measures(
                readings.subList(Math.max(0, best - ROWS_AROUND), Math.min(readings.size(), best + ROWS_AROUND + 1)),
                null);
        double missing = shortfall(level, r);
        if (missing > 0) {
            line(
                    "nearest",
                    WireTime.print(r.at()) + ", " + level.severity().wire() + ": "
                            + MeasureLines.missed(level, Probe.measured(r)));
            String held = MeasureLines.held(level, Probe.measured(r));
            line("", held.isEmpty() ? "nothing of it holds" : "holds: " + held);
            line("", "of all that was measured in the " + Durations.print(back) + " before");
        } else {
            long held = 0;
            for (int i = best; i < readings.size() && level.holds(Probe.measured(readings.get(i))); i++) {
                held = readings.get(i).at() - r.at();
            }
            line(
                    "nearest",
                    level.severity().wire() + " held from " + WireTime.print(r.at()) + " for "
                            + Durations.print(held)
                            + (rule.forMs() > 0
                                    ? ", needs " + Durations.print(rule.forMs()) + " without a break"
                                    : ""));
        }
    }

    private static double shortfall(SeverityLevel level, Reading r) {
        return MeasureLines.shortfall(level, Probe.measured(r));
    }

    private void nothing() {
        line("measures", "no message of this group is as where wants it");
        List<Group> known = probe.groups();
        if (!known.isEmpty()) {
            line(
                    "",
                    "groups with such messages: "
                            + known.stream()
                                    .limit(MOST_MESSAGES)
                                    .map(GroupName::print)
                                    .collect(Collectors.joining("; "))
                            + (known.size() > MOST_MESSAGES
                                    ? "; and " + (known.size() - MOST_MESSAGES) + " more"
                                    : ""));
        }
    }

    private void title(Group group) {
        out.add(rule.name() + " · " + GroupName.print(group));
    }

    private void rule(@Nullable String version) {
        line(
                "rule",
                rule.kind().wire() + " of "
                        + (rule.series().where().isEmpty()
                                ? "all messages"
                                : rule.series().where())
                        + (rule.series().by().isEmpty()
                                ? ""
                                : ", by " + String.join(" and ", rule.series().by()))
                        + (rule.windowMs() > 0
                                ? ", over " + Durations.print(rule.windowMs()) + ", looked at every "
                                        + Durations.print(grid())
                                : ""));
        line(
                "version",
                rule.version()
                        + (version == null || version.equals(rule.version())
                                ? ""
                                : "; the alert was told by version " + version
                                        + ", whose limits may have been others"));
    }

    private void measures(List<Reading> readings, @Nullable Group group) {
        List<Reading> shown = readings;
        if (group != null && readings.size() > 3 * ROWS_AROUND) {
            shown = new ArrayList<>(readings.subList(0, 2 * ROWS_AROUND));
            shown.addAll(readings.subList(readings.size() - ROWS_AROUND, readings.size()));
        }
        List<String> lines = MeasureLines.table(shown, rule.kind() == Kind.SHIFT, 25, WireTime::print);
        line("measures", lines.get(0));
        lines.stream().skip(1).forEach(l -> line("", l));
    }

    private void baseline(List<Reading> readings, long at) {
        Reading then =
                readings.stream().filter(r -> r.at() <= at).reduce((a, b) -> b).orElse(readings.get(0));
        Double expected = then.value().expected();
        if (expected != null) {
            line(
                    "baseline",
                    MeasureLines.number(expected) + " originals are usual in " + Durations.print(rule.windowMs())
                            + " at that hour"
                            + (then.coldStart() ? "; young: learnt from less than two days" : ""));
        }
    }

    private void messages(Group group, long at) {
        List<Probe.Hit> hits = probe.hits().stream()
                .filter(h -> h.comesAt() <= at
                        && (rule.windowMs() == 0 || h.comesAt() > at - rule.windowMs())
                        && h.groups().contains(group))
                .toList();
        List<Probe.Hit> originals =
                hits.stream().filter(h -> h.message().original()).toList();
        line(
                "messages",
                hits.size() + " as where wants them" + (rule.windowMs() > 0 ? " in the window" : " by then") + ", "
                        + originals.size() + " of them originals" + (originals.isEmpty() ? "" : ", the newest:"));
        originals.stream()
                .skip(Math.max(0, originals.size() - MOST_MESSAGES))
                .forEach(h -> line(
                        "",
                        WireTime.print(h.comesAt()) + " "
                                + plain(h.message().message().feedback().text())));
    }

    /** A customer's words, short and without anything that a terminal would act upon. */
    private static String plain(String text) {
        StringBuilder b = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .limit(MOST_LETTERS)
                .forEach(b::appendCodePoint);
        return b.length() < text.length() ? b + "…" : b.toString();
    }

    private static @Nullable Reading first(List<Reading> readings, Predicate<Reading> wanted) {
        return readings.stream().filter(wanted).findFirst().orElse(null);
    }

    private long grid() {
        return rule.kind() == Kind.DRIFT ? Math.max(rule.intervalMs(), Baseline.BIN_MS) : rule.intervalMs();
    }

    /** Every nth of too many. */
    private static List<Long> thin(List<Long> instants) {
        int step = 1 + instants.size() / MOST_READINGS;
        List<Long> kept = new ArrayList<>();
        for (int i = instants.size() - 1; i >= 0; i -= step) {
            kept.add(0, instants.get(i));
        }
        return kept;
    }

    private void line(String label, String text) {
        out.add(String.format("  %-10s %s", label, text));
    }
}
