package io.tidewatch.connector.elasticsearch;

/**
 * Exponential waiting with jitter, so that writers that failed together do not come back together.
 *
 * @param initial first wait, milliseconds
 * @param max longest wait, milliseconds
 */
record Backoff(long initial, long max) {
    static final Backoff DEFAULT = new Backoff(200, 30_000);

    /**
     * @param failures failures in a row, at least 1
     * @param random uniform in 0…1
     * @return milliseconds, between half the exponential wait and all of it
     */
    long delay(int failures, double random) {
        long full = failures > 20 ? max : Math.min(max, initial << (failures - 1));
        return full / 2 + (long) (full / 2.0 * random);
    }
}
