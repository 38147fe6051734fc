package io.tidewatch.series;

import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a rule over its windows, each measured when it is asked for. A rule over several holds when its conditions do
 * in any of them; in all but the shortest also, as far as they ask for a ratio, in the next shorter one: a window that is full
 * of what is over is no news. A drift begins only when its window without the fullest
 * three eighths is above the usual too: an hour's burst is no build-up.
 *
 * <p>The figures that are shown, and how the episode ends, are of the window that it was told in, so that they can be compared
 * with each other. While it is open, longer windows than one do not hold it: the shortest that had a few messages in the next
 * shorter one when it was told. So an hour's burst does not stay open for the day that it is seen in.
 */
final class WindowReadings {
    private static final long A_FEW = 5;
    private static final int PARTS = 8;
    private static final int FULLEST = 3;

    /** A stretch that ended before the reading. */
    interface Before {
        /**
         * @param ago its end before the reading, milliseconds
         * @param length milliseconds
         */
        WindowFigures of(long ago, long length);
    }

    /** How many people a window needs. */
    interface People {
        /**
         * @param windowMs length of the window, milliseconds
         * @param from the least to answer
         * @return the fewest with whom it would surprise so much
         */
        long needed(long windowMs, double surprise, long from);
    }

    private final Rule rule;
    private final RuleState state;
    private final List<Long> windows;
    private final WindowFigures[] known;
    private final LongFunction<WindowFigures> figures;
    private final LongFunction<@Nullable WindowFigures> inTime;
    private final LongPredicate mayHold;
    private final Before before;
    private final People people;

    /**
     * @param figures of a window by its length in milliseconds
     * @param inTime of what came in time; null: all did
     * @param mayHold false for a window in which no severity can hold, known without all of its figures
     */
    WindowReadings(
            Rule rule,
            RuleState state,
            LongFunction<WindowFigures> figures,
            LongFunction<@Nullable WindowFigures> inTime,
            LongPredicate mayHold,
            Before before,
            People people) {
        this.rule = rule;
        this.state = state;
        this.windows = rule.windows();
        this.known = new WindowFigures[windows.size()];
        this.figures = figures;
        this.inTime = inTime;
        this.mayHold = mayHold;
        this.before = before;
        this.people = people;
    }

    private WindowFigures of(int window) {
        if (known[window] == null) {
            known[window] = figures.apply(windows.get(window));
        }
        return known[window];
    }

    /** The highest severity that holds in a window, with what came too late and without it; null when none does. */
    @Nullable
    SeverityLevel level() {
        SeverityLevel best = null;
        int told = 0;
        int last = state.open && state.heldBy != 0 ? indexOf(state.heldBy) : windows.size() - 1;
        int longest = 0;
        for (int w = 0; w <= last; w++) {
            SeverityLevel level = levelIn(w);
            if (level == null) {
                continue;
            }
            longest = w;
            if (best == null || level.severity().compareTo(best.severity()) > 0) {
                best = level;
                told = w;
            }
        }
        if (best != null && !state.open) {
            state.toldIn = windows.get(told);
            state.heldBy = windows.get(holder(told, longest));
        }
        return best;
    }

    private @Nullable SeverityLevel levelIn(int w) {
        if (!mayHold.test(windows.get(w))) {
            return null;
        }
        WindowFigures punctual = inTime.apply(windows.get(w));
        for (int i = rule.severities().size() - 1; i >= 0; i--) {
            SeverityLevel level = rule.severities().get(i);
            if (level.holds(of(w)) && (punctual == null || level.holds(punctual)) && goesOn(level, w)) {
                return level;
            }
        }
        return null;
    }

    private boolean goesOn(SeverityLevel level, int w) {
        if (rule.spec().isOverDays()) {
            return state.open || isSpread(level, windows.get(w));
        }
        return w == 0 || holdsRatio(level, of(w - 1));
    }

    /** True when the window without its fullest parts is above the usual too, by at least half of what is asked of all of it. */
    private boolean isSpread(SeverityLevel level, long windowMs) {
        double asked = 0;
        for (Condition c : level.conditions()) {
            if (c.metric() == Metric.RATIO && ConditionPrefilter.rises(c)) {
                asked = Math.max(asked, (1 + c.value()) / 2);
            }
        }
        if (asked == 0) {
            return true;
        }
        WindowFigures[] parts = new WindowFigures[PARTS];
        for (int p = 0; p < PARTS; p++) {
            parts[p] = before.of(p * windowMs / PARTS, windowMs / PARTS);
        }
        Arrays.sort(parts, Comparator.comparingDouble(f -> f.counts().originals() - f.expected()));
        double counted = 0;
        double expected = 0;
        for (int p = 0; p < PARTS - FULLEST; p++) {
            counted += parts[p].ratio() * parts[p].expected();
            expected += parts[p].expected();
        }
        return counted >= asked * expected;
    }

    private static boolean holdsRatio(SeverityLevel level, WindowFigures last) {
        for (Condition c : level.conditions()) {
            if (c.metric() == Metric.RATIO && !c.holds(last.of(Metric.RATIO))) {
                return false;
            }
        }
        return true;
    }

    /** The shortest window from the one told on with a few messages in the next shorter one, at most the longest that holds. */
    private int holder(int told, int longest) {
        for (int w = Math.max(1, told); w < longest; w++) {
            if (of(w - 1).counts().originals() >= A_FEW) {
                return w;
            }
        }
        return Math.max(told, longest);
    }

    /** What is counted once the next severity holds; null after the highest, or where no count alone makes it hold. */
    GrowthForecast.@Nullable Goal next(@Nullable SeverityLevel level) {
        int next = level == null ? rule.severities().size() : rule.severities().indexOf(level) + 1;
        if (next == rule.severities().size()) {
            return null;
        }
        SeverityLevel goal = rule.severities().get(next);
        List<List<Growth.Target>> targets = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            double multiple = 1;
            for (Condition c : goal.conditions()) {
                multiple = Math.max(multiple, multiple(c, w));
            }
            for (Condition c : goal.conditions()) {
                multiple = Math.max(multiple, surprising(c, w, multiple));
            }
            List<Growth.Target> together = new ArrayList<>();
            add(together, w, multiple);
            if (w > 0) {
                for (Condition c : goal.conditions()) {
                    add(together, w - 1, c.metric() == Metric.RATIO ? multiple(c, w - 1) : 1);
                }
            }
            if (!together.isEmpty()) {
                targets.add(together);
            }
        }
        return targets.isEmpty() ? null : new GrowthForecast.Goal(goal.severity(), targets);
    }

    private void add(List<Growth.Target> targets, int w, double multiple) {
        double now = of(w).counts().originals();
        if (multiple > 1) {
            targets.add(new Growth.Target(
                    now, now == 0 ? Double.POSITIVE_INFINITY : multiple * now, windows.get(w) / 60_000d));
        }
    }

    /** So many times the present count make a condition hold; infinite when nothing is counted. */
    private double multiple(Condition condition, int w) {
        WindowFigures f = of(w);
        double now = f.of(condition.metric());
        if (!ConditionPrefilter.rises(condition) || condition.holds(now) || Double.isNaN(now)) {
            return 1;
        }
        if (f.counts().originals() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return switch (condition.metric()) {
            case POSTS, ORIGINALS, AUTHORS, REACH, RATIO -> condition.value() / now;
            default -> 1;
        };
    }

    /** So many times the present count surprise as much as is asked, at least a multiple that is needed anyway. */
    private double surprising(Condition condition, int w, double needed) {
        long authors = of(w).counts().authors();
        if (condition.metric() != Metric.SURPRISE
                || !ConditionPrefilter.rises(condition)
                || authors == 0
                || Double.isInfinite(needed)) {
            return needed;
        }
        long from = (long) Math.ceil(needed * authors);
        return Math.max(needed, (double) people.needed(windows.get(w), condition.value(), from) / authors);
    }

    private int indexOf(long windowMs) {
        int at = windows.indexOf(windowMs);
        return at < 0 ? 0 : at;
    }

    /** The window whose figures are shown, milliseconds: at the end that in which it is over. */
    long shownMs(boolean recovered) {
        return windows.get(recovered ? recovery() : indexOf(state.toldIn));
    }

    WindowFigures shown(boolean recovered) {
        return of(recovered ? recovery() : indexOf(state.toldIn));
    }

    private int recovery() {
        return Math.max(0, indexOf(state.heldBy) - 1);
    }

    /** What the conditions of recovery are compared to: the window that is shorter than the one that holds the episode open. */
    Measured forRecovery() {
        return of(recovery());
    }

    /** How long those conditions must hold at least, milliseconds: half of that window where there are several. */
    long leastHoldMs() {
        return windows.size() == 1 ? 0 : windows.get(recovery()) / 2;
    }
}
