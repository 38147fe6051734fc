package io.tidewatch.surge;

/** Natural logarithm of the gamma function. */
final class LogGamma {
    private LogGamma() {}

    /**
     * Stirling's series, after Abramowitz and Stegun 6.1.41.
     *
     * @param x above 0
     */
    static double of(double x) {
        double product = 1;
        double y = x;
        for (; y < 8; y++) {
            product *= y;
        }
        double inverse = 1 / y;
        double square = inverse * inverse;
        return (y - 0.5) * Math.log(y)
                - y
                + 0.9189385332046727
                + inverse * (1 / 12.0 - square * (1 / 360.0 - square / 1260))
                - Math.log(product);
    }
}
