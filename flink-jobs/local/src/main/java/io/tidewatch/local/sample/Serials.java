package io.tidewatch.local.sample;

/** Native ids: unique within a seed, equal for equal seeds. */
final class Serials {
    private static final long SEED_SPAN = 900_000;

    private final long base;
    private int next;

    /** @param block one per part of the sample that is made by itself, 0 to 9 999 999 */
    Serials(long seed, long block) {
        this.base =
                (100_000 + Math.floorMod(SeededRandom.mix(seed), SEED_SPAN)) * 1_000_000_000_000L + block * 100_000L;
    }

    long next() {
        if (next == 100_000) {
            throw new IllegalStateException("serial numbers of one block used up");
        }
        return base + next++;
    }
}
