package io.tidewatch.alert.words;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.surge.ExpectedBand;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A count beside what is usual, as a person can believe it. Where less than one is usual a multiple says nothing, and above a
 * hundred its digits say nothing: then words stand for the number.
 *
 * @param now what is counted
 * @param expected what is usual, from 0
 * @param ratio now / expected as the rule took it; null when it took none
 * @param silentDays days for which there was none before this; null when there was, or that is not known
 * @param growing true when there will be more
 * @param band what is usual as a range; null when only the number is known
 */
public record Usual(
        long now,
        double expected,
        @Nullable Double ratio,
        @Nullable Integer silentDays,
        boolean growing,
        @Nullable ExpectedBand band) {
    /** Fewer than this are hardly any. */
    private static final double HARDLY = 1;

    /** Higher multiples lose their digits. */
    private static final double MOST = 100;

    /** A multiple up to this, or above its inverse, is no news. */
    private static final double ALIKE = 1.15;

    /** A rest of so much is usual too; the recovery of most rules is about there. */
    private static final double NEAR = 0.3;

    /** From so many days on they are weeks. */
    private static final int WEEKS = 14;

    private static final String UNDER_ONE = "<1";

    private static final Bilingual HARDLY_ANY = new Bilingual("平时几乎没有", "hardly any usually");

    /** @return null when it is not known what is usual */
    public static @Nullable Usual of(long now, @Nullable Double expected, @Nullable Double ratio) {
        return expected == null || expected.isNaN() ? null : new Usual(now, expected, ratio, null, false, null);
    }

    /** Of the figures of an alert. */
    public static @Nullable Usual of(AlertValue v) {
        return of(v.originals(), v.expected(), v.ratio(), v.band(), v);
    }

    /**
     * Of the figures of several alerts.
     *
     * @param lead the one that speaks for them
     */
    public static @Nullable Usual of(
            long now, @Nullable Double expected, @Nullable Double ratio, @Nullable ExpectedBand band, AlertValue lead) {
        return expected == null || expected.isNaN()
                ? null
                : new Usual(now, expected, ratio, lead.silentDays(), lead.isGrowing(), band);
    }

    private Bilingual briefly() {
        return silentDays == null ? HARDLY_ANY : new Bilingual("首次出现", "never seen before");
    }

    private Bilingual hardlyAny() {
        return silentDays == null
                ? HARDLY_ANY
                : silentDays < WEEKS
                        ? new Bilingual("此前" + silentDays + "天没有", "none in " + silentDays + " days before")
                        : new Bilingual("此前" + silentDays / 7 + "周没有", "none in " + silentDays / 7 + " weeks before");
    }

    /** In a sentence about what goes on. */
    private Bilingual hardlyAnyUntilNow() {
        if (silentDays == null) {
            return HARDLY_ANY;
        }
        Bilingual before = hardlyAny();
        return new Bilingual(
                "首次出现" + (growing ? "，正在增长" : "") + "，" + before.zh(),
                "never seen before" + (growing ? " and growing" : "") + ", " + before.en());
    }

    public boolean isHardlyAny() {
        return expected < HARDLY;
    }

    /** True when even more are usual. */
    public boolean isBelow() {
        return now < expected;
    }

    /** True when it is more than what is usual by a third, and by more than chance. */
    public boolean isAbove() {
        return now > expected + Math.max(2 * Math.sqrt(Math.max(expected, 1)), NEAR * expected);
    }

    /** Within a sentence of figures: {@code 预期 14.2（9–20），8.5 倍}. */
    public Bilingual figures() {
        if (isHardlyAny()) {
            return hardlyAnyUntilNow();
        }
        Bilingual x = multiple(
                new Bilingual("，" + decimal(times()) + " 倍", ", " + decimal(times()) + "×"),
                new Bilingual("，100 倍以上", ", over 100×"),
                new Bilingual("，与平时相当", ", about the usual"),
                new Bilingual("，低于平时", ", below the usual"));
        Bilingual n = expectation();
        return new Bilingual("预期 " + n.zh() + x.zh(), "expected " + n.en() + x.en());
    }

    /** In a title: {@code (预期14) ×8.5}. A count that is not above the usual has no multiple. */
    public Bilingual title() {
        if (isHardlyAny()) {
            return new Bilingual("(" + briefly().zh() + ")", "(" + briefly().en() + ")");
        }
        Bilingual times = new Bilingual(" ×" + round(times()), " ×" + round(times()));
        Bilingual x = multiple(times, new Bilingual(" 100倍以上", " over 100×"), Bilingual.EMPTY, Bilingual.EMPTY);
        return new Bilingual("(预期" + round(expected) + ")" + x.zh(), "(expected " + round(expected) + ")" + x.en());
    }

    /** In a list of figures: {@code 预期14（9–20） · ×8.5}. */
    public Bilingual brief() {
        if (isHardlyAny()) {
            return briefly();
        }
        Bilingual x = multiple(
                new Bilingual(" · ×" + round(times()), " · ×" + round(times())),
                new Bilingual(" · 100倍以上", " · over 100×"),
                Bilingual.EMPTY,
                new Bilingual(" · 低于平时", " · below the usual"));
        Bilingual n = around(round(expected));
        return new Bilingual("预期" + n.zh() + x.zh(), n.en() + " expected" + x.en());
    }

    /** In a sentence: {@code 是平时的8.5倍}. */
    public Bilingual inWords() {
        if (isHardlyAny()) {
            return hardlyAnyUntilNow();
        }
        return multiple(
                new Bilingual("是平时的" + round(times()) + "倍", round(times()) + " times the usual"),
                new Bilingual("是平时的100倍以上", "over 100 times the usual"),
                new Bilingual("与平时相当", "about the usual"),
                isRange()
                        ? new Bilingual("低于平时（" + range() + "条）", "below the usual " + range())
                        : new Bilingual("低于平时（约" + round(expected) + "条）", "below the usual " + round(expected)));
    }

    /** What is usual by itself: {@code 平时9–20条}, or {@code 平时约14条} where no range is known. */
    public Bilingual alone() {
        if (isHardlyAny()) {
            return hardlyAny();
        }
        return isRange()
                ? new Bilingual("平时" + range() + "条", "usually " + range())
                : new Bilingual("平时约" + round(expected) + "条", "usually about " + round(expected));
    }

    /** What is usual, within a sentence that names it: {@code 14.2（9–20）}. */
    public Bilingual expectation() {
        return isHardlyAny() ? new Bilingual(UNDER_ONE, UNDER_ONE) : around(decimal(expected));
    }

    private boolean isRange() {
        return band != null && band.low() < band.high();
    }

    private String range() {
        return band == null ? "" : band.low() + "–" + band.high();
    }

    /** A number with the range around it. */
    private Bilingual around(String number) {
        return isRange()
                ? new Bilingual(number + "（" + range() + "）", number + " (" + range() + ")")
                : new Bilingual(number, number);
    }

    /** In the largest letters of a screen, where a multiple would stand; null when the multiple may stand there. */
    public @Nullable Bilingual insteadOfMultiple() {
        if (isHardlyAny()) {
            return briefly();
        }
        if (times() > MOST) {
            return new Bilingual("平时的100倍以上", "over 100× the usual");
        }
        return times() > ALIKE ? null : isAlike() ? new Bilingual("与平时相当", "about the usual") : belowUsual();
    }

    /** The multiple for a text that writes its own sentence: a number, or the number that it is certainly above. */
    public String bareMultiple() {
        if (now == 0) {
            return "0";
        }
        double x = isHardlyAny() ? Math.min(now, MOST) : times();
        return isHardlyAny() || x > MOST ? ">" + decimal(Math.min(x, MOST)) : decimal(x);
    }

    /** What is usual for a text that writes its own sentence; never a zero that is none. */
    public String bareExpected() {
        return isHardlyAny() ? UNDER_ONE : decimal(expected);
    }

    private static Bilingual belowUsual() {
        return new Bilingual("低于平时", "below the usual");
    }

    private Bilingual multiple(Bilingual times, Bilingual many, Bilingual alike, Bilingual below) {
        if (ratio == null) {
            return Bilingual.EMPTY;
        }
        return times() > MOST ? many : times() > ALIKE ? times : isAlike() ? alike : below;
    }

    private boolean isAlike() {
        return times() >= 1 / ALIKE || band != null && band.holds(now);
    }

    private double times() {
        return ratio != null ? ratio : expected > 0 ? now / expected : now;
    }

    /** One decimal, none from a hundred on. */
    public static String decimal(double d) {
        return plain(String.format(Locale.ROOT, Math.abs(d) < 99.95 ? "%.1f" : "%.0f", d));
    }

    /** One decimal below ten, none from there on or where it is zero. */
    public static String round(double d) {
        return Math.abs(d) >= 10 ? String.valueOf(Math.round(d)) : plain(String.format(Locale.ROOT, "%.1f", d));
    }

    private static String plain(String s) {
        return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
    }
}
