package io.tidewatch.surge.filter;

/**
 * The slow noise of a rate on a grid of whole standard deviations: an Ornstein–Uhlenbeck process whose step of one bin
 * goes to three neighbours, with the right mean and variance.
 */
final class NoiseWalk {
    private static final int SIZE = 7;
    private static final NoiseWalk HOUR = new NoiseWalk(1);

    private final int[] centre = new int[SIZE];
    private final double[] down = new double[SIZE];
    private final double[] stay = new double[SIZE];
    private final double[] up = new double[SIZE];
    private final double[] stationary = new double[SIZE];

    private NoiseWalk(double hours) {
        double correlation = Math.exp(-1 / (12 * hours));
        double variance = 1 - correlation * correlation;
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            double mean = correlation * value(i) - value(0);
            int c = (int) Math.max(1, Math.min(SIZE - 2, Math.round(mean)));
            double off = mean - c;
            double square = variance + off * off;
            double u = Math.max(0, (square + off) / 2);
            double d = Math.max(0, (square - off) / 2);
            double most = Math.max(1, u + d);
            centre[i] = c;
            up[i] = u / most;
            down[i] = d / most;
            stay[i] = 1 - up[i] - down[i];
            stationary[i] = Math.exp(-0.5 * value(i) * value(i));
            sum += stationary[i];
        }
        for (int i = 0; i < SIZE; i++) {
            stationary[i] /= sum;
        }
    }

    /** @param hours time constant of the correlation, above 0 */
    static NoiseWalk of(double hours) {
        return hours == 1 ? HOUR : new NoiseWalk(hours);
    }

    double stationary(int i) {
        return stationary[i];
    }

    /** Adds where the probabilities from {@code offset} on go. */
    void move(float[] from, double[] to, int offset) {
        for (int i = 0; i < SIZE; i++) {
            double w = from[offset + i];
            int c = offset + centre[i];
            to[c - 1] += w * down[i];
            to[c] += w * stay[i];
            to[c + 1] += w * up[i];
        }
    }

    private static double value(int i) {
        return i - SIZE / 2;
    }
}
