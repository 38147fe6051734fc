package io.tidewatch.replay.explain;

import io.tidewatch.alert.ShareChange;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.time.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Measures of a group, and what the conditions of a rule make of them, as lines for people. */
public final class MeasureLines {
    /** About from where a quiet series stands to where a surge fires. */
    private static final double SCORES = 15;

    private MeasureLines() {}

    /**
     * Of a rule that asks for surprise that is shown, else the score.
     *
     * @param share true to show the share of a shift in place of what the baseline says
     * @param time how an instant is printed, in at most {@code width} columns
     */
    public static List<String> table(List<RuleReading> readings, boolean share, int width, LongFunction<String> time) {
        List<String> out = new ArrayList<>();
        boolean surprise = readings.stream().anyMatch(r -> r.value().surprise() != null);
        String last = surprise ? " %8s" : " %7s";
        String head = "%" + width + "s %7s %10s %8s %9s %7s" + last;
        String row = "%" + width + "s %7d %10d %8d %9s %7s" + last;
        out.add(String.format(
                Locale.ROOT,
                head,
                "time",
                "posts",
                "originals",
                "authors",
                share ? "share" : "expected",
                share ? "usual" : "ratio",
                share ? "certain" : surprise ? "surprise" : "score"));
        for (RuleReading r : readings) {
            ShareChange change = r.value().change();
            out.add(String.format(
                    Locale.ROOT,
                    row,
                    time.apply(r.at()),
                    r.value().posts(),
                    r.value().originals(),
                    r.value().authors(),
                    number(
                            share
                                    ? change == null ? null : change.share()
                                    : r.value().expected()),
                    number(
                            share
                                    ? change == null ? null : change.usual()
                                    : r.value().ratio()),
                    number(
                            share
                                    ? change == null ? null : change.confidence()
                                    : surprise
                                            ? r.value().surprise()
                                            : r.value().score())));
        }
        return out;
    }

    /** Which severities' conditions hold, and by how much those of the others fail. */
    public static List<String> conditions(Rule rule, Measured measured) {
        List<String> out = new ArrayList<>();
        for (SeverityLevel level : rule.severities()) {
            String severity = level.severity().wire();
            String missed = missed(level, measured);
            out.add(
                    missed.isEmpty()
                            ? severity + ": its conditions hold"
                                    + (rule.forMs() > 0 ? ", for " + Durations.print(rule.forMs()) + " they must" : "")
                            : severity + " misses: " + missed);
        }
        return out;
    }

    /** What fails of a severity; empty when it holds. */
    static String missed(SeverityLevel level, Measured measured) {
        List<String> missed = new ArrayList<>();
        for (Condition c : level.conditions()) {
            double is = measured.of(c.metric());
            if (!c.holds(is)) {
                missed.add(comparison(c, is, ", needs "));
            }
        }
        return String.join("; ", missed);
    }

    /** What holds of a severity. */
    static String held(SeverityLevel level, Measured measured) {
        List<String> held = new ArrayList<>();
        for (Condition c : level.conditions()) {
            double is = measured.of(c.metric());
            if (c.holds(is)) {
                held.add(comparison(c, is, ", wanted "));
            }
        }
        return String.join("; ", held);
    }

    private static String comparison(Condition c, double is, String word) {
        return c.metric().wire() + " is " + (Double.isNaN(is) ? "not known" : FigureText.number(is)) + word + limit(c);
    }

    /** A condition by itself, {@code ratio < 3}. */
    static String wanted(Condition c) {
        return c.metric().wire() + " " + limit(c);
    }

    private static String limit(Condition c) {
        return c.operator().symbol() + " " + FigureText.number(c.value());
    }

    /**
     * How far a severity is from holding: the worst failing condition's distance as a share of what it needs, 0 when it
     * holds, 1 when something is not known.
     */
    static double shortfall(SeverityLevel level, Measured measured) {
        double worst = 0;
        for (Condition c : level.conditions()) {
            double is = measured.of(c.metric());
            if (!c.holds(is)) {
                double unit = c.metric() == Metric.SCORE || c.metric() == Metric.SENSITIVITY ? SCORES : 1;
                double distance = Math.abs(c.value() - is) / Math.max(unit, Math.abs(c.value()));
                worst = Math.max(worst, Double.isNaN(distance) ? 1 : Math.max(distance, 1e-9));
            }
        }
        return worst;
    }

    public static String number(@Nullable Double d) {
        return FigureText.number(d == null ? Double.NaN : d);
    }
}
