package io.tidewatch.text.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Evidence → log-odds (Platt, 1999): rising, so that it never changes which of two texts is the better one.
 *
 * @param slope above 0
 * @param shift log-odds at no evidence
 */
record Calibration(float slope, float shift) {
    private static final int STEPS = 100;

    Calibration {
        if (!(slope > 0) || !Float.isFinite(slope) || !Float.isFinite(shift)) {
            throw new IllegalArgumentException("slope " + slope + ", shift " + shift + ": expected a slope above 0");
        }
    }

    double logOdds(double evidence) {
        return slope * evidence + shift;
    }

    /** The one of the greatest likelihood, by Newton's method; the identity when there is nothing to learn from. */
    static Calibration fit(double[] evidence, boolean[] yes) {
        double a = 1;
        double b = 0;
        for (int step = 0; step < STEPS; step++) {
            double ga = 1e-3 * (a - 1);
            double gb = 1e-3 * b;
            double haa = 1e-3;
            double hab = 0;
            double hbb = 1e-3;
            for (int i = 0; i < evidence.length; i++) {
                double p = 1 / (1 + StrictMath.exp(-a * evidence[i] - b));
                double g = p - (yes[i] ? 1 : 0);
                double h = p * (1 - p);
                ga += g * evidence[i];
                gb += g;
                haa += h * evidence[i] * evidence[i];
                hab += h * evidence[i];
                hbb += h;
            }
            double det = haa * hbb - hab * hab;
            double da = (hbb * ga - hab * gb) / det;
            double db = (haa * gb - hab * ga) / det;
            a = Math.max(0.05, a - Math.max(-1, Math.min(1, da)));
            b -= Math.max(-1, Math.min(1, db));
            if (Math.abs(da) + Math.abs(db) < 1e-9) {
                break;
            }
        }
        return new Calibration((float) a, (float) b);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeFloat(slope);
        out.writeFloat(shift);
    }

    static Calibration read(DataInputStream in) throws IOException {
        try {
            return new Calibration(in.readFloat(), in.readFloat());
        } catch (IllegalArgumentException e) {
            throw new IOException("calibration: " + e.getMessage(), e);
        }
    }
}
