package io.tidewatch.replay.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
public final class FigureText {
    private FigureText() {}

    private static final double NEAR = 0.005;
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

    /**
     * Whole where it is, else with two digits; those next to 0 and just below 1, as chances are, with as many as set
     * them apart from it; {@code -} for what is not known.
     */
    public static String number(double d) {
        if (Double.isNaN(d)) {
            return "-";
        }
        double rest = 1 - d;
        if (d > 0 && d < NEAR || rest > 0 && rest < NEAR) {
            BigDecimal distance = BigDecimal.valueOf(d < NEAR ? d : rest).round(TWO_DIGITS);
            BigDecimal shown = d < NEAR ? distance : BigDecimal.ONE.subtract(distance);
            if (distance.doubleValue() >= 1e-9) {
                return shown.stripTrailingZeros().toPlainString();
            }
        }
        return d == Math.rint(d) && Math.abs(d) < 1e15
                ? Long.toString((long) d)
                : String.format(Locale.ROOT, "%.2f", d);
    }
}
