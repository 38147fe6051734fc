package io.tidewatch.replay.streams;

import static io.tidewatch.replay.streams.Markdown.decimals;
import static io.tidewatch.replay.streams.Markdown.plain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The tables on recorded streams. */
final class StreamTables {
    private static final int SOON_MINUTES = 20;

    private final Markdown out = new Markdown();

    /** @param name of a source, or of all of them together */
    record Row(double asked, String name, StreamTally tally) {}

    void surges(List<Row> rows) {
        out.heading("Surges: recorded streams")
                .sentence(
                        "Our detector per rate asked for, on all sources together and on each: unexplained episodes per key-day"
                                + " and how many times what was asked they are; episodes that are not certain, explained or not; certain"
                                + " surges found while they ran, as share @ median delay in minutes, and those of all found within "
                                + SOON_MINUTES
                                + " minutes; ramps added to the counts; hours in which an alert was open.")
                .columns(
                        "asked",
                        "source",
                        "key-days",
                        "unexplained per key-day",
                        "÷ asked",
                        "not certain",
                        "certain found in the run",
                        "within " + SOON_MINUTES + " min",
                        "injected found",
                        "hours open per key-day");
        for (Row r : rows) {
            StreamTally t = r.tally();
            out.row(
                    plain(r.asked()),
                    r.name(),
                    decimals(t.keyDays(), 0),
                    decimals(t.unexplainedPerDay(), 4),
                    decimals(t.unexplainedPerDay() / r.asked(), 1),
                    decimals(t.notCertainPerDay(), 4),
                    Markdown.certain(t),
                    decimals(t.surges().shareWithin(SOON_MINUTES), 3),
                    Markdown.found(t.ramps()),
                    decimals(t.openHoursPerDay(), 3));
        }
        out.end();
    }

    void strata(double asked, Map<Stratum, StreamTally> strata) {
        out.sentence("Where the unexplained episodes of the same run fall, at " + plain(asked)
                        + " asked, all sources together: by the age of the key, by the mean messages a day of its series, by hour"
                        + " and by day of its local clock.")
                .columns("by", "part", "key-days", "unexplained", "per key-day", "÷ asked", "not certain");
        strata.forEach((s, t) -> out.row(
                s.by(),
                s.title(),
                decimals(t.keyDays(), 0),
                Integer.toString(t.unexplained()),
                decimals(t.unexplainedPerDay(), 4),
                decimals(t.unexplainedPerDay() / asked, 1),
                decimals(t.notCertainPerDay(), 4)));
        out.end();
    }

    void noRivals() {
        out.sentence("Rivals need two sources, one to choose thresholds on and one to score: left out.");
    }

    void rivals(double rate, Map<String, EqualRates.Result> results) {
        out.sentence("Others at an equal rate, each source left out once: thresholds (ours: the asked rate, of "
                        + AskedRate.all().length + ") are those at which the other sources come closest to "
                        + plain(rate)
                        + " unexplained per key-day and not above it; figures are sums over the sources left out.")
                .columns(
                        "detector",
                        "threshold, least – most",
                        "unexplained per key-day",
                        "not certain",
                        "certain found in the run",
                        "within " + SOON_MINUTES + " min",
                        "injected found");
        results.forEach((title, r) -> out.row(
                title,
                range(r.settings()),
                decimals(r.tally().unexplainedPerDay(), 4),
                decimals(r.tally().notCertainPerDay(), 4),
                Markdown.certain(r.tally()),
                decimals(r.tally().surges().shareWithin(SOON_MINUTES), 3),
                Markdown.found(r.tally().ramps())));
        out.end();
    }

    void bands(List<BandCoverage.Row> rows) {
        out.sentence(
                        "What is usual as a range, from the 10 % to the 90 % quantile, as it is said before a window begins, on all"
                                + " sources together: share of windows inside it, below and above it, and its mean width to the mean"
                                + " expected count. Windows within certain surges are left out. It is meant to hold 80 %; counts are whole,"
                                + " so where few come it holds more. As if not whole (the probability integral transform of counts) says"
                                + " what it would hold otherwise: that ought to be .8 everywhere.")
                .columns(
                        "window",
                        "by",
                        "part",
                        "windows",
                        "inside",
                        "below",
                        "above",
                        "width ÷ expected",
                        "as if not whole");
        for (BandCoverage.Row r : rows) {
            BandTally t = r.tally();
            out.row(
                    r.windowMinutes() == 60 ? "1 h" : r.windowMinutes() + " min",
                    r.part() == null ? "all" : r.part().by(),
                    r.part() == null ? "" : r.part().title(),
                    Long.toString(t.windows()),
                    decimals(t.inside(), 3),
                    decimals(t.below(), 3),
                    decimals(t.above(), 3),
                    decimals(t.relativeWidth(), 2),
                    decimals(t.transformed(), 3));
        }
        out.end();
    }

    void steps(double asked, int seeds) {
        out.sentence("Levels that rise for good, at " + plain(asked)
                        + " asked: made Poisson counts, 28 days with a plain daily"
                        + " curve, then 14 days at a multiple, " + seeds
                        + " seeds a row; median (most) of alert episodes, of"
                        + " hours open, and of hours from the rise until the last alert is over, where there was one.")
                .columns("messages a day", "level", "told", "episodes", "hours open", "over after, hours");
    }

    void step(double perDay, double factor, List<Steps.Run> runs) {
        out.row(
                plain(perDay),
                "×" + plain(factor),
                told(runs, Steps.Run::episodes),
                spread(runs, Steps.Run::episodes),
                spread(runs, Steps.Run::openHours),
                spread(runs, Steps.Run::overHours));
    }

    void outage(List<Steps.Run> runs) {
        out.end()
                .sentence(
                        "An outage after silent years: four years at one message in 20 days, then 60 an hour for two hours: told"
                                + " in " + told(runs, r -> Double.isNaN(r.minutes()) ? 0 : 1) + ", after "
                                + spread(runs, Steps.Run::minutes) + " minutes, median (most).");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String told(List<Steps.Run> runs, ToDoubleFunction<Steps.Run> episodes) {
        return runs.stream().filter(r -> episodes.applyAsDouble(r) > 0).count() + " of " + runs.size();
    }

    private static String spread(List<Steps.Run> runs, ToDoubleFunction<Steps.Run> figure) {
        double[] values =
                runs.stream().mapToDouble(figure).filter(x -> !Double.isNaN(x)).toArray();
        return rounded(StreamTally.median(values)) + " ("
                + rounded(Arrays.stream(values).max().orElse(Double.NaN)) + ")";
    }

    private static String rounded(double x) {
        return x == Math.rint(x) ? decimals(x, 0) : decimals(x, 1);
    }

    private static String range(double[] settings) {
        double least = Arrays.stream(settings).min().orElse(Double.NaN);
        double most = Arrays.stream(settings).max().orElse(Double.NaN);
        return significant(least) + (least == most ? "" : " – " + significant(most));
    }

    private static String significant(double x) {
        if (Double.isNaN(x)) {
            return decimals(x, 0);
        }
        return new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
