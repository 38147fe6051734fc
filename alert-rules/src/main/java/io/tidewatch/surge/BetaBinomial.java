package io.tidewatch.surge;

/**
 * How unlikely a count among so many is when the probability itself varies by a beta distribution (Skellam 1948). A
 * share of messages scatters more than coins do, because they come in clusters: one talk, one author, one place.
 */
public final class BetaBinomial {
    /** From here on the normal distribution with the same variance does as well. */
    private static final long MANY = 20_000;

    private BetaBinomial() {}

    /**
     * Two-sided p-value by the method of mid-p (Lancaster 1961): twice the smaller tail, of which the observed count
     * itself is counted half.
     *
     * @param n messages, at least 1
     * @param k those that count, 0…n
     * @param mean expected share, above 0 and below 1
     * @param correlation within the n messages, 0…1: variance {@code n·mean·(1 − mean)·(1 + (n − 1)·correlation)}
     */
    public static double chance(long n, long k, double mean, double correlation) {
        double rho = Math.max(1e-9, Math.min(0.9, correlation));
        if (n > MANY) {
            double deviation = Math.sqrt(mean * (1 - mean) / n * (1 + (n - 1) * rho));
            return 2 * upperNormal(Math.abs((double) k / n - mean) / deviation);
        }
        double precision = 1 / rho - 1;
        double a = mean * precision;
        double b = (1 - mean) * precision;
        double at = Math.exp(lnChoose(n, k) + lnBeta(k + a, n - k + b) - lnBeta(a, b));
        double below = 0;
        double p = at;
        for (long j = k; j > 0; j--) {
            p *= j / (n - j + 1.0) * (n - j + b) / (j - 1 + a);
            below += p;
            if (p < 1e-15 * below && j < mean * n) {
                break;
            }
        }
        double above = 0;
        p = at;
        for (long j = k; j < n; j++) {
            p *= (n - j) / (j + 1.0) * (j + a) / (n - j - 1 + b);
            above += p;
            if (p < 1e-15 * above && j > mean * n) {
                break;
            }
        }
        double tail = Math.min(below, above) + at / 2;
        return Math.max(0, Math.min(1, 2 * tail));
    }

    /** Of the standard normal distribution: Zelen and Severo 1964 (Abramowitz and Stegun 26.2.17), error below 1e-7. */
    private static double upperNormal(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    }

    private static double lnChoose(long n, long k) {
        return LogGamma.of(n + 1) - LogGamma.of(k + 1) - LogGamma.of(n - k + 1);
    }

    private static double lnBeta(double a, double b) {
        return LogGamma.of(a) + LogGamma.of(b) - LogGamma.of(a + b);
    }
}
