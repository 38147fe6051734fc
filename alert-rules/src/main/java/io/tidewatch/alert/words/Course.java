package io.tidewatch.alert.words;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.Trend;
import org.jspecify.annotations.Nullable;

/**
 * How the figures of an alert, or of an incident, have come along; says in which phase it is to be told.
 *
 * @param now originals in the window, or of all that happened so far
 * @param peak the most there were; {@code now} when that is not known
 * @param trend by the last minutes; null when not known
 * @param usual null when it is not known what is usual
 * @param change null when no share is looked at
 */
public record Course(
        long now,
        long peak,
        @Nullable Trend trend,
        @Nullable Usual usual,
        @Nullable ShareChange change) {
    /** Less than this part of the peak is less, whatever the last minutes say. */
    private static final double EASED = 0.8;

    /** A share that differs by so many points is as usual. */
    private static final double NEAR_POINTS = 3;

    /**
     * While it is open.
     *
     * @param first true when nobody was told of it before
     * @param more true when something was added since it was last told; false when only time has passed
     */
    public Phase whileOpen(AlertKind kind, boolean first, boolean more) {
        return switch (kind) {
            case SURGE, SPIKE, DRIFT, THRESHOLD, NEW_TERM -> counted(first, more);
            case SEQUENCE, REPEAT, MATCH -> first ? Phase.BEGINS : more ? Phase.GROWS : Phase.STAYS;
            case FLATLINE -> silent(first);
            case SHIFT, COMPOSITE, SUSPENDED -> first ? Phase.BEGINS : Phase.STAYS;
        };
    }

    private Phase counted(boolean first, boolean more) {
        boolean less = trend != Trend.RISING && now < EASED * peak;
        // one step down in the minute in which it is first told is no end of it
        if (less || usual != null && usual.isBelow() || trend == Trend.FALLING && !first) {
            return Phase.EASES;
        }
        return first ? Phase.BEGINS : trend == Trend.RISING || more && now >= peak ? Phase.GROWS : Phase.STAYS;
    }

    /** The fewer the more there is to tell. */
    private Phase silent(boolean first) {
        if (first) {
            return Phase.BEGINS;
        }
        return now == 0 ? Phase.STAYS : now < peak ? Phase.GROWS : Phase.EASES;
    }

    /** @param resolution how it ended; null when that is not known */
    public Phase atEnd(AlertKind kind, @Nullable Resolution resolution) {
        if (resolution == null) {
            return recovered(kind);
        }
        return switch (resolution) {
            case RECOVERED -> recovered(kind);
            case NEW_LEVEL -> hasALevel(kind) ? Phase.NEW_LEVEL : recovered(kind);
            case RULE_CHANGED -> Phase.RULE_CHANGED;
            case RULE_REMOVED -> Phase.RULE_REMOVED;
            case LOST -> Phase.LOST;
        };
    }

    private static boolean hasALevel(AlertKind kind) {
        return switch (kind) {
            case SURGE, SPIKE -> true;
            case DRIFT, THRESHOLD, FLATLINE, SHIFT, SEQUENCE, REPEAT, MATCH, NEW_TERM, COMPOSITE, SUSPENDED -> false;
        };
    }

    private Phase recovered(AlertKind kind) {
        boolean unsettled = switch (kind) {
            case SURGE, SPIKE, DRIFT, THRESHOLD -> usual != null && usual.isAbove();
            case FLATLINE -> now == 0;
            case SHIFT -> change != null && Math.abs(change.deltaPoints()) > NEAR_POINTS;
            case SEQUENCE, REPEAT, MATCH, NEW_TERM, COMPOSITE, SUSPENDED -> false;
        };
        return unsettled ? Phase.UNSETTLED : Phase.RECOVERED;
    }

    /**
     * The last count beside what is usual: {@code 最后9条，平时约14条}.
     *
     * @param gap between numbers and Chinese characters
     */
    public Bilingual compared(String gap) {
        Bilingual than = usual == null ? null : usual.alone();
        return new Bilingual(
                "最后" + gap + now + gap + "条" + (than == null ? "" : "，" + than.zh()),
                now + " at the end" + (than == null ? "" : ", " + than.en()));
    }

    /** Says that it is well below its peak; null when it is not. */
    public @Nullable Bilingual fell() {
        return now < EASED * peak ? new Bilingual("已回落，但", "falling, but ") : null;
    }

    /** Where a share has moved to; null when none is looked at. */
    public @Nullable Bilingual moved() {
        return change == null
                ? null
                : change.deltaPoints() < 0 ? new Bilingual("低", "lower") : new Bilingual("高", "higher");
    }
}
