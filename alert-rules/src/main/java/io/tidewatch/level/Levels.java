package io.tidewatch.level;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.rule.Dimensions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * At which level an alert finds its excess: the values of its own group, and those that make most of the excess there and more
 * than usual.
 */
public final class Levels {
    /** So much of an excess a value must make to be where it happens. */
    static final double EXPLAINS = 0.6;

    /** With less it is not where it happens any more. */
    private static final double STILL_EXPLAINS = 0.45;

    /** By so much its share must be above the usual one. */
    private static final double ABOVE_USUAL = 0.2;

    /** What has been said of where it happens changes when a share is so many standard deviations above the usual one. */
    private static final double SURE = 2;

    /** With one standard deviation at most added, a part that is smaller is that of a value among others. */
    private static final double MOST = 0.75;

    private static final double HALF = 0.5;

    /** What a share says of where the excess is. */
    private enum Finding {
        /** It is there. */
        HERE,
        /** It is elsewhere too. */
        SPREAD,
        /** Too few messages to say. */
        UNDECIDED
    }

    private Levels() {}

    /**
     * The level of an alert.
     *
     * @param before what it was at the alert's last revision, which it stays while that is nearly as true; null when not known
     * @return in the order of the dimensions' names; empty when it is everywhere alike; null when that is not known
     */
    public static @Nullable Group of(Alert a, @Nullable Group before) {
        if (!a.kind().hasLevel()) {
            return null;
        }
        Map<String, String> level = own(a.group());
        List<LevelShare> shares = a.evidence().shares().stream()
                .filter(s -> !s.dimension().equals(LevelShare.ALSO))
                .toList();
        boolean known = !level.isEmpty() || !shares.isEmpty();
        for (LevelShare s : shares) {
            Finding finding = finding(s, a.value(), isAt(before, s), before != null);
            if (finding == Finding.HERE) {
                level.putIfAbsent(s.dimension(), s.value());
            } else if (finding == Finding.UNDECIDED && level.isEmpty()) {
                known = false;
            }
        }
        return level.isEmpty() && !known ? before : new Group(List.copyOf(level.keySet()), List.copyOf(level.values()));
    }

    /** The issue of which most of the excess complains too; null when there is none, or that is not known. */
    public static @Nullable String alsoOf(Alert a) {
        for (LevelShare s : a.evidence().shares()) {
            if (s.dimension().equals(LevelShare.ALSO)
                    && !s.value().equals(a.incident())
                    && finding(s, a.value(), false, false) == Finding.HERE) {
                return s.value();
            }
        }
        return null;
    }

    /** False when it is known that fewer than half of an alert's messages complain of an issue too. */
    static boolean mayAlsoBe(Alert a, String issue) {
        boolean known = false;
        for (LevelShare s : a.evidence().shares()) {
            if (s.dimension().equals(LevelShare.ALSO)) {
                known = true;
                if (s.value().equals(issue)) {
                    return s.share() >= HALF;
                }
            }
        }
        return !known;
    }

    private static boolean isAt(@Nullable Group level, LevelShare s) {
        return level != null && s.value().equals(level.get(s.dimension()));
    }

    /** The dimensions of a group besides those that name the incident; a value that nobody knows is no place. */
    static Map<String, String> own(Group g) {
        Map<String, String> own = new TreeMap<>();
        for (int i = 0; i < g.names().size(); i++) {
            String name = g.names().get(i);
            if (!name.equals("issue")
                    && !name.equals("category")
                    && !g.values().get(i).equals(Dimensions.UNKNOWN)) {
                own.put(name, g.values().get(i));
            }
        }
        return own;
    }

    /** True when a group is of those of whom something is not known, who may be anywhere. */
    static boolean isOfUnknown(Group g) {
        return g.values().contains(Dimensions.UNKNOWN);
    }

    /** True when an alert's shares say that a value is where its excess is. */
    static boolean isAt(Alert a, @Nullable Group before, String dimension, String value) {
        for (LevelShare s : a.evidence().shares()) {
            if (s.dimension().equals(dimension) && s.value().equals(value)) {
                return finding(s, a.value(), isAt(before, s), before != null) == Finding.HERE;
            }
        }
        return false;
    }

    /** True when an alert's shares say that a value is not where its excess is: another one is, or surely none. */
    static boolean isElsewhere(Alert a, @Nullable Group before, String dimension, String value) {
        for (LevelShare s : a.evidence().shares()) {
            if (s.dimension().equals(dimension)) {
                boolean other = !s.value().equals(value)
                        && finding(s, a.value(), isAt(before, s), before != null) == Finding.HERE;
                return other || atMost(s, a.value()) < STILL_EXPLAINS;
            }
        }
        return false;
    }

    /**
     * @param before true when it was named before
     * @param known true when something was named before, or that it is everywhere
     */
    private static Finding finding(LevelShare s, AlertValue v, boolean before, boolean known) {
        if (before && s.explained() >= STILL_EXPLAINS) {
            return Finding.HERE; // what is usual learns of a surge that lasts, where little was known before
        }
        if (s.share() - s.usual() < ABOVE_USUAL && !areOthersAsUsual(s, v)) {
            return Finding.SPREAD;
        }
        if (known && !before && isPerhapsChance(s, v)) {
            return Finding.SPREAD;
        }
        if (s.explained() >= EXPLAINS) {
            return Finding.HERE;
        }
        return atMost(s, v) >= MOST ? Finding.UNDECIDED : Finding.SPREAD;
    }

    /** True when so large a share of so few may be one among the many that are looked at again and again. */
    private static boolean isPerhapsChance(LevelShare s, AlertValue v) {
        double above = s.share() - s.usual();
        double deviation = Math.sqrt(s.usual() * (1 - s.usual()) / Math.max(1, v.originals()));
        return above >= ABOVE_USUAL && above < SURE * deviation;
    }

    /** True when what comes from elsewhere is no more than two standard deviations above what is expected there. */
    private static boolean areOthersAsUsual(LevelShare s, AlertValue v) {
        double expected = v.expected() == null ? 0 : (1 - s.usual()) * v.expected();
        return (1 - s.share()) * v.originals() <= expected + 2 * Math.sqrt(expected + 1);
    }

    /** What part of the excess a value may make: what was counted, and one standard deviation more; 0 when there is no excess. */
    private static double atMost(LevelShare s, AlertValue v) {
        double n = Math.max(1, v.originals());
        double quiet = v.expected() == null ? 0 : Math.min(1, Math.max(0, v.expected() / n));
        return quiet < 1 ? (s.share() - s.usual() * quiet) / (1 - quiet) + 1 / Math.sqrt(n) : 0;
    }
}
