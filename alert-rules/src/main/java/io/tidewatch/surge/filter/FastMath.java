package io.tidewatch.surge.filter;

/**
 * Logarithm and exponential by table and short series, with a relative error below 1e-8: the filter takes a hundred of
 * them per bin. Plain arithmetic only, so the result is the same on every machine.
 */
final class FastMath {
    private static final double LN_2 = 0.6931471805599453;
    private static final int LN_SIZE = 1024;
    private static final int EXP_SIZE = 256;
    private static final double[] LN = new double[LN_SIZE];
    private static final double[] INVERSE = new double[LN_SIZE];
    private static final double[] EXP = new double[EXP_SIZE];

    static {
        for (int i = 0; i < LN_SIZE; i++) {
            double x = 1 + i / (double) LN_SIZE;
            LN[i] = StrictMath.log(x);
            INVERSE[i] = 1 / x;
        }
        for (int i = 0; i < EXP_SIZE; i++) {
            EXP[i] = StrictMath.exp(i * LN_2 / EXP_SIZE);
        }
    }

    private FastMath() {}

    /** Natural logarithm of a positive normal number. */
    static double ln(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52) - 1023;
        int i = (int) (bits >>> 42) & (LN_SIZE - 1);
        double mantissa = Double.longBitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        double f = mantissa * INVERSE[i] - 1;
        return exponent * LN_2 + LN[i] + f * (1 - f * (0.5 - f / 3));
    }

    /** e to the power of a number up to 700; 0 below −600. */
    static double exp(double x) {
        if (x < -600) {
            return 0;
        }
        double steps = x * (EXP_SIZE / LN_2);
        double whole = Math.floor(steps);
        double f = (steps - whole) * (LN_2 / EXP_SIZE);
        long n = (long) whole;
        double power = Double.longBitsToDouble(((n >> 8) + 1023) << 52);
        return power * EXP[(int) (n & (EXP_SIZE - 1))] * (1 + f * (1 + f * (0.5 + f / 6)));
    }
}
