package io.tidewatch.local.company;

import io.tidewatch.local.sample.SeededRandom;
import java.util.Map;
import java.util.SplittableRandom;

/** When a company's customers write: two humps a day, a weekend, months that are better and worse, and promotions. */
final class Rhythms {
    private final double[] shape = new double[CompanySettings.BINS];
    private final double weekend;
    private final double[] levels;

    /** @param promotions the days with one, with how many times the usual is written on them */
    Rhythms(SplittableRandom r, int days, Map<Integer, Double> promotions) {
        double night = 0.08 + r.nextDouble() * 0.25;
        double noon = 10 + r.nextDouble() * 3;
        double evening = 19 + r.nextDouble() * 3;
        double noonHeight = 0.6 + r.nextDouble() * 1.4;
        double eveningHeight = 0.6 + r.nextDouble() * 1.8;
        double sum = 0;
        for (int b = 0; b < shape.length; b++) {
            double hour = b / 12.0;
            shape[b] = night + noonHeight * hump(hour, noon, 2.5) + eveningHeight * hump(hour, evening, 2.5);
            sum += shape[b];
        }
        for (int b = 0; b < shape.length; b++) {
            shape[b] *= shape.length / sum;
        }
        weekend = 0.55 + r.nextDouble() * 0.85;
        levels = new double[days];
        double slow = 20 + r.nextDouble() * 30;
        double slower = 45 + r.nextDouble() * 45;
        double phase = r.nextDouble() * 2 * Math.PI;
        double other = r.nextDouble() * 2 * Math.PI;
        double height = r.nextDouble() * 0.17;
        double week = (5 + 2 * weekend) / 7;
        for (int d = 0; d < days; d++) {
            double wave =
                    StrictMath.sin(phase + 2 * Math.PI * d / slow) + StrictMath.sin(other + 2 * Math.PI * d / slower);
            double ofDay = StrictMath.exp(height * wave) * StrictMath.exp(0.04 * SeededRandom.normal(r));
            levels[d] = ofDay * (d % 7 >= 5 ? weekend : 1) / week * promotions.getOrDefault(d, 1.0);
        }
    }

    private static double hump(double hour, double centre, double width) {
        double off = Math.abs(hour - centre);
        off = Math.min(off, 24 - off);
        return StrictMath.exp(-off * off / (2 * width * width));
    }

    /** How much is written in five minutes, relative to the mean over a day. */
    double ofDay(int bin) {
        return shape[bin];
    }

    /** How much is written on a day, relative to the mean over weeks. */
    double ofDays(int day) {
        return levels[day];
    }
}
