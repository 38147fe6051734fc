package io.tidewatch.series;

/** Sums over one window; see {@link io.tidewatch.alert.AlertValue} for the terms. */
public record WindowCounts(long posts, long originals, long authors, long reach, long negatives) {
    public double negativeShare() {
        return posts == 0 ? 0 : (double) negatives / posts;
    }
}
