package io.tidewatch.local.rules;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    /** Whole where it is, else with two digits; {@code -} for what is not known. */
    static String number(double d) {
        if (Double.isNaN(d)) {
            return "-";
        }
        return d == Math.rint(d) && Math.abs(d) < 1e15
                ? Long.toString((long) d)
                : String.format(Locale.ROOT, "%.2f", d);
    }
}
