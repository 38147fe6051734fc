package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Resolution;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.UsualLevel;
import io.tidewatch.series.UsualWindow;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why so much is usual where a surge or a spike is looked for, when that is more than the smooth shape of a day: a peak that recurs in
 * one hour, a rise of complaints in general, bursts that recur, a level that was taken as new.
 */
final class UsualReasons {
    private static final long HOUR_MS = 3_600_000L;
    /** A peak that raises what is usual by less is not worth a line, neither as a multiple nor in messages. */
    private static final double NOTABLE_TIMES = 1.3;

    private static final double NOTABLE_MESSAGES = 0.5;

    private static final double NOTABLE_LEARNING = 0.01;

    /** For so long a new level is told of. */
    private static final long NEW_MS = 7 * 24 * HOUR_MS;

    /** After an alert is over, so that the last bins of it are settled. */
    private static final long SETTLED_MS = 30 * 60_000L;

    private final Rule rule;
    private final RuleProbe probe;
    private final List<Alert> episodes;
    private final LocalTimes times;

    /** @param episodes of the recording that the probe read, those of other rules are passed over */
    UsualReasons(Rule rule, RuleProbe probe, List<Alert> episodes) {
        this.rule = rule;
        this.probe = probe;
        this.episodes = episodes;
        this.times = probe.times();
    }

    /** @param window that it was told in, milliseconds */
    void whyFired(Alert a, long window, Lines out) {
        boolean stays = a.resolution() == Resolution.NEW_LEVEL;
        List<RuleProbe.Usual> usual = probe.usual(
                a.group(),
                stays
                        ? List.of(a.startsAt(), a.firedAt(), a.resolvedAt() + SETTLED_MS)
                        : List.of(a.startsAt(), a.firedAt()));
        RuleProbe.Usual then = at(usual, a.firedAt());
        if (then == null) {
            return;
        }
        UsualWindow peak = notable(then, window);
        if (peak != null && peak.windowMs() == window) {
            out.line(
                    "peak",
                    number(peak.expected() - peak.smooth()) + " of the " + number(peak.expected()) + " usual in "
                            + Durations.print(window) + " are a peak that recurs at " + hour(peak)
                            + "; the smooth day alone would expect " + number(peak.smooth()) + ratio(peak));
        }
        tide(a.firedAt(), out);
        bursts(then.level(), out);
        if (stays) {
            level(usual, a, a.resolvedAt() + SETTLED_MS)
                    .ifPresent(c -> out.line(
                            "level",
                            "over as a new level at " + times.stamp(a.resolvedAt()) + ": "
                                    + c.words(" before it began")));
        }
    }

    /**
     * How much a day was usual before and after a level was taken as new.
     *
     * @param since when it was taken, epoch milliseconds
     */
    private record Change(long since, double before, double now) {
        String words(String when) {
            return number(before) + " messages a day were usual" + when + ", " + number(now) + " are now";
        }
    }

    /** What changed with an alert that was over because its level stayed, by what is usual at an instant after it. */
    private static Optional<Change> level(List<RuleProbe.Usual> usual, Alert stayed, long at) {
        RuleProbe.Usual begin = at(usual, stayed.startsAt());
        RuleProbe.Usual then = at(usual, at);
        if (begin == null || then == null) {
            return Optional.empty();
        }
        UsualLevel before = begin.level();
        UsualLevel now = then.level();
        if (before == null || now == null) {
            return Optional.empty();
        }
        boolean taken = now.newAt() > stayed.startsAt() && !Double.isNaN(then.perDayBefore());
        return Optional.of(
                taken
                        ? new Change(now.newAt(), then.perDayBefore(), now.perDay())
                        : new Change(stayed.resolvedAt(), before.perDay(), now.perDay()));
    }

    /** The level that was last taken as new within some days before an instant, whether or not it had been told. */
    private Optional<Change> level(List<RuleProbe.Usual> usual, Group group, long at) {
        RuleProbe.Usual then = at(usual, at);
        if (then == null) {
            return Optional.empty();
        }
        UsualLevel now = then.level();
        if (now != null && now.newAt() > at - NEW_MS && !Double.isNaN(then.perDayBefore())) {
            return Optional.of(new Change(now.newAt(), then.perDayBefore(), now.perDay()));
        }
        return stayed(group, at).flatMap(a -> level(usual, a, at));
    }

    /** @param nearest that was found at or before the instant */
    void whyNot(Group group, long at, NearestMiss nearest, Lines out) {
        List<Long> instants = new ArrayList<>(List.of(at, nearest.reading().at()));
        stayed(group, at).ifPresent(a -> instants.add(a.startsAt()));
        List<RuleProbe.Usual> usual = probe.usual(group, instants);
        RuleProbe.Usual then = at(usual, at);
        if (then == null) {
            return;
        }
        RuleProbe.Usual miss = at(usual, nearest.reading().at());
        UsualWindow peak = notable(then, nearest.window());
        if (peak == null && miss != null) {
            peak = notable(miss, nearest.window());
        }
        if (peak != null) {
            out.line(
                    "peak",
                    "usual at " + hour(peak) + ": " + number(peak.expected()) + " in "
                            + Durations.print(peak.windowMs()) + "; the smooth day alone would expect "
                            + number(peak.smooth()) + ": a peak recurs in this hour" + ratio(peak));
        }
        tide(nearest.reading().at(), out);
        bursts(then.level(), out);
        level(usual, group, at)
                .ifPresent(c ->
                        out.line("level", "taken as new at " + times.stamp(c.since()) + ": " + c.words(" before")));
    }

    /** The last alert of the days before an instant that was over because its level stayed. */
    private Optional<Alert> stayed(Group group, long at) {
        return episodes.stream()
                .filter(a -> a.rule().equals(rule.name()) && GroupName.isPartOf(group, a.group()))
                .filter(a -> a.resolution() == Resolution.NEW_LEVEL)
                .filter(a -> a.resolvedAt() <= at && a.resolvedAt() > at - NEW_MS)
                .max(Comparator.comparingLong(Alert::resolvedAt));
    }

    private void tide(long at, Lines out) {
        double risen = probe.tide(at);
        if (risen > 1) {
            out.line(
                    "tide",
                    "most categories had " + number(risen) + " times as many complaints as usual at " + times.stamp(at)
                            + ", so that is expected here too");
        }
    }

    private static void bursts(@Nullable UsualLevel level, Lines out) {
        if (level != null && level.learntOfBursts() >= BurstFilter.MIN_LEARNING + NOTABLE_LEARNING) {
            out.line(
                    "bursts",
                    "bursts recur here: " + percent(level.burstShare())
                            + " of the last weeks were in one, so more is learnt of them, "
                            + percent(level.learntOfBursts()) + " of what other times teach in place of "
                            + percent(BurstFilter.MIN_LEARNING));
        }
    }

    /** The window asked for when a peak matters in it, else the shortest in which one does; null when in none. */
    private static @Nullable UsualWindow notable(RuleProbe.Usual usual, long window) {
        return usual.windows().stream()
                .filter(w -> w.times() >= NOTABLE_TIMES && w.expected() - w.smooth() >= NOTABLE_MESSAGES)
                .min(Comparator.comparingLong(w -> w.windowMs() == window ? 0 : w.windowMs()))
                .orElse(null);
    }

    private String hour(UsualWindow w) {
        return times.time(w.hour()) + " to " + times.time(w.hour() + HOUR_MS) + " on "
                + (w.dayOff() ? "days off" : "working days");
    }

    private static String ratio(UsualWindow w) {
        return " (ratio " + number(w.times()) + ")";
    }

    private static String number(double d) {
        return FigureText.number(d);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    /** The last one that is not after an instant. */
    private static RuleProbe.@Nullable Usual at(List<RuleProbe.Usual> usual, long instant) {
        return usual.stream().filter(u -> u.at() <= instant).reduce((a, b) -> b).orElse(null);
    }
}
