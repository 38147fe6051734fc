package io.tidewatch.replay.streams;

import java.util.Arrays;
import java.util.Locale;

/** Headings, sentences and tables as Markdown, and how figures are written in them. */
final class Markdown {
    private static final String NONE = "–";

    private final StringBuilder out = new StringBuilder();

    Markdown heading(String text) {
        out.append("### ").append(text).append("\n\n");
        return this;
    }

    Markdown sentence(String text) {
        out.append(text).append("\n\n");
        return this;
    }

    Markdown columns(String... names) {
        row(names);
        String[] rule = new String[names.length];
        Arrays.fill(rule, "---");
        return row(rule);
    }

    Markdown row(String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    Markdown end() {
        out.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** A figure with so many decimals, a dash for NaN. */
    static String decimals(double x, int decimals) {
        return Double.isNaN(x) ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", x);
    }

    /** A figure without decimals it does not need. */
    static String plain(double x) {
        return x == Math.rint(x) ? Long.toString(Math.round(x)) : Double.toString(x);
    }

    /** Which part was found, after how many minutes, of how many. */
    static String found(StreamTally.Found f) {
        return f.all() == 0
                ? NONE
                : decimals(f.share(), 3) + " @ " + decimals(Math.rint(f.medianDelay()), 0) + " of " + f.all();
    }

    /** {@link #found} with those that an alert was open at before. */
    static String certain(StreamTally t) {
        return t.surges().all() == 0 ? NONE : found(t.surges()) + " (+" + t.openBefore() + " open before)";
    }
}
