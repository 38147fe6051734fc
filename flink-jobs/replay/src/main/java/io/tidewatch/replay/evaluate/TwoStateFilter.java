package io.tidewatch.replay.evaluate;

/**
 * The plain filter that ours grew from, as the yardstick: two states, usual rate and three times as much, negative binomial
 * counts, factors for 24 hours of weekdays and of weekends learnt by running means, evidence of one bin capped.
 */
final class TwoStateFilter implements BinScorer {
    private static final int HOURS = 24;
    private static final int DAY = 288;
    private static final int WEEK = 7 * DAY;
    /** Bin 0 was a Thursday; this many bins later comes the first Saturday. */
    private static final int FIRST_SATURDAY = 2 * DAY;

    private static final double CAP = 2;
    private static final double HOUR_BINS = 6;
    private static final double BEGIN = 1e-4;
    private static final double STAY = 0.99;
    private static final double LEVEL_GAIN = 1 - Math.pow(2, -1 / 432.0);

    private final double[] factors = new double[2 * HOURS];
    private long bin;
    private int seen;
    private int hours;
    private double level = 0.05;
    private double logOdds = Math.log(BEGIN);
    private double support;
    private double binVariance;
    private double binSquares;
    private double hourVariance;
    private double hourSquares;
    private double hourCount;
    private double hourExpected;
    private double hourLevels;

    TwoStateFilter(long firstBin) {
        bin = firstBin;
        java.util.Arrays.fill(factors, 1);
    }

    @Override
    public float close(double count, double mean) {
        double factor = factor();
        double mu = Math.max(0.005, level * factor);
        double phi = clip((binVariance + 1) / (binSquares + 10), 0.005, 3);
        double hourPhi = clip((hourVariance + 10) / (hourSquares + 300), 0.003, 3);
        double size = 1 / Math.max(HOUR_BINS * hourPhi, phi);
        double evidence = Math.min(CAP, count * Math.log(3) - (count + size) * Math.log((size + 3 * mu) / (size + mu)));
        double burst = logistic(logOdds);
        double before = burst * STAY + (1 - burst) * BEGIN;
        logOdds = clip(Math.log(before / (1 - before)) + evidence, -12, 25);
        support = 0.944 * support + count;
        learn(count, mu, factor, phi, hourPhi);
        bin++;
        return support >= Method.MIN_SUPPORT ? (float) logOdds : (float) Math.min(logOdds, -20);
    }

    @Override
    public float skip() {
        bin++;
        support *= 0.944;
        return NO_SCORE;
    }

    private void learn(double count, double mu, double factor, double phi, double hourPhi) {
        double weight = seen < DAY ? 1 : Math.max(0.1, 1 - logistic(logOdds));
        double clipped = seen < DAY ? count : Math.min(count, mu + 4 * Math.sqrt(mu + phi * mu * mu) + 1);
        double gain = seen < 2 * DAY ? Math.max(LEVEL_GAIN, 1.0 / (seen + 12)) : LEVEL_GAIN;
        level = Math.max(1e-4, level + weight * gain * (clipped - mu) / Math.max(factor, 0.3));
        double square = Math.min((count - mu) * (count - mu), 16 * (mu + phi * mu * mu));
        binVariance = binVariance * (1 - 1 / 1152.0) + weight * (square - mu);
        binSquares = binSquares * (1 - 1 / 1152.0) + weight * mu * mu;
        hourCount += clipped;
        hourExpected += mu;
        hourLevels += level;
        seen++;
        if (Math.floorMod(bin + 1, 12) == 0) {
            closeHour(weight, hourPhi);
        }
    }

    private void closeHour(double weight, double hourPhi) {
        if (++hours > 12) {
            int h = slot(bin);
            double known = hourLevels * factors[h];
            double step = weight * Math.min(0.25, known / (known + 30));
            factors[h] = clip(factors[h] + step * (hourCount / hourLevels - factors[h]), 0.05, 20);
        }
        double error = (hourCount - hourExpected) * (hourCount - hourExpected);
        double square = Math.min(error, 9 * (hourExpected + hourPhi * hourExpected * hourExpected));
        hourVariance = hourVariance * (1 - 1 / 96.0) + 12 * weight * (square - hourExpected);
        hourSquares = hourSquares * (1 - 1 / 96.0) + 12 * weight * hourExpected * hourExpected;
        hourCount = 0;
        hourExpected = 0;
        hourLevels = 0;
    }

    /** Between the centres of hours. */
    private double factor() {
        double into = (Math.floorMod(bin + 6, 12) + 0.5) / 12;
        return factors[slot(bin - 6)] * (1 - into) + factors[slot(bin + 6)] * into;
    }

    private static int slot(long bin) {
        boolean weekend = Math.floorMod(bin - FIRST_SATURDAY, WEEK) < 2 * DAY;
        return (weekend ? HOURS : 0) + (int) Math.floorMod(Math.floorDiv(bin, 12L), (long) HOURS);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double clip(double x, double low, double high) {
        return Math.max(low, Math.min(high, x));
    }
}
