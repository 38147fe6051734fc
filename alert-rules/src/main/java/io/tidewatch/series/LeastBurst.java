package io.tidewatch.series;

import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.surge.Surprise;
import io.tidewatch.time.LocalClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How small a burst a rule hears that holds a window against what is usual (surge, spike): the fewest people with whom all
 * conditions of its lowest severity hold when they come evenly over the window, each with one message. Those who come in half
 * of the window surprise less, since a handful that comes at once is a clump ({@link Surprise}).
 */
public final class LeastBurst {
    static final int HOURS = 24;
    static final long HOUR_MS = 3_600_000;
    /** Longer windows are of days, not of bursts. */
    private static final int WINDOWS = 2;
    /** A new series takes so much before its first message as seen, and all before that as silent. */
    private static final long SEEN_MS = 3 * HOURS * HOUR_MS;

    private LeastBurst() {}

    /** True for rules of which it can be said. */
    public static boolean isKnown(Rule rule) {
        return rule.spec() instanceof MeasuredSpec m
                && (m.detector() == MeasuredSpec.Detector.SURGE || m.detector() == MeasuredSpec.Detector.SPIKE)
                && lowest(rule).stream().anyMatch(LeastBurst::isOfPeople);
    }

    /** False when the lowest severity also asks for what is no number of people, so that it may take more of them. */
    public static boolean isAll(Rule rule) {
        return lowest(rule).stream().allMatch(LeastBurst::isOfPeople);
    }

    /** The windows of a rule for which it is said: the two shortest, the shortest first, milliseconds. */
    public static List<Long> windows(Rule rule) {
        return rule.windows().subList(0, Math.min(WINDOWS, rule.windows().size()));
    }

    /**
     * How small a burst a rule would hear in a group that it has never heard of.
     *
     * @param rule of which {@link #isKnown} is true
     * @param windowMs one of its windows
     * @param listenedMs for how long that group would have been heard, milliseconds
     * @param at epoch milliseconds
     * @param clock of the local day
     * @return people by hour of the local day, 24 of them; null when nothing is known yet
     */
    public static int @Nullable [] inNewGroup(Rule rule, long windowMs, long listenedMs, long at, LocalClock clock) {
        long seen = Math.min(listenedMs, SEEN_MS);
        Series silent = new Series(at - seen, 0)
                .afterSilence((listenedMs - seen) / (double) (HOURS * HOUR_MS))
                .inZone(clock);
        silent.read(Math.floorDiv(at, rule.intervalMs()) * rule.intervalMs(), List.of(rule), rule.intervalMs());
        return silent.leastBursts(rule, windowMs, at, clock);
    }

    private static List<Condition> lowest(Rule rule) {
        return rule.severities().get(0).conditions();
    }

    private static boolean isOfPeople(Condition c) {
        return ConditionPrefilter.rises(c)
                && switch (c.metric()) {
                    case SURPRISE, RATIO, ORIGINALS, AUTHORS, POSTS -> true;
                    default -> false;
                };
    }

    /**
     * The fewest people who are heard.
     *
     * @param expected in the window, above 0
     * @param dispersion φ of the variance {@code expected + φ·expected²}, above 0
     * @param together part of the window that two neighbouring bins are, 0…1
     */
    static int people(Rule rule, double expected, double dispersion, long windowMs, double together) {
        long least = 1;
        for (Condition c : lowest(rule)) {
            if (isOfPeople(c)) {
                least = Math.max(
                        least,
                        switch (c.metric()) {
                            case SURPRISE -> Surprise.leastEven(c.value(), 1, together, expected, dispersion, windowMs);
                            case RATIO -> over(c, c.value() * expected);
                            default -> over(c, c.value());
                        });
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, least);
    }

    private static long over(Condition c, double value) {
        return (long) (c.operator() == Operator.ABOVE ? Math.floor(value) + 1 : Math.ceil(value));
    }

    /** Hour of the local day, 0…23. */
    static int hourOf(long instant, LocalClock clock) {
        return (int) (Math.floorMod(instant + clock.offsetMs(instant), HOURS * HOUR_MS) / HOUR_MS);
    }

    /** Gives hours without a figure that of the hour before. */
    static int[] complete(int[] people) {
        for (int h = 0; h < HOURS; h++) {
            if (people[h] == 0) {
                people[h] = people[(h + HOURS - 1) % HOURS];
            }
        }
        return people;
    }
}
