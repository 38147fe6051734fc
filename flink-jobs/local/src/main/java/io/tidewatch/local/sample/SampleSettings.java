package io.tidewatch.local.sample;

import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.time.Duration;

/**
 * What sample to make. The same values give the same messages; only {@code endMillis} shifts all of their times.
 *
 * @param seed any number
 * @param issue id of the leaf that the surge is about
 * @param region short Chinese name of one of the 34 regions where it happens
 * @param endMillis end of the sample, epoch milliseconds; it begins 72 hours earlier
 * @param sinceOnset time from the surge's onset to the end, 5 minutes to 12 hours
 * @param shape how the surge grows and falls
 * @param taxonomy the issues; the surge's leaf needs at least one example unless it is {@link #DEFAULT_ISSUE}
 */
public record SampleSettings(
        long seed,
        String issue,
        String region,
        long endMillis,
        Duration sinceOnset,
        SurgeShape shape,
        Taxonomy taxonomy) {
    public static final String DEFAULT_ISSUE = "logistics.transit_delay";
    public static final String DEFAULT_REGION = "浙江";

    public SampleSettings {
        if (sinceOnset.compareTo(Duration.ofMinutes(5)) < 0 || sinceOnset.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException("sinceOnset: " + sinceOnset + ", expected 5 minutes to 12 hours");
        }
        SampleRegions.packaged().named(region);
        Leaf leaf = taxonomy.leaf(issue);
        if (!issue.equals(DEFAULT_ISSUE) && (leaf == null || leaf.examples().isEmpty())) {
            throw new IllegalArgumentException("issue: '" + issue + "', expected "
                    + (leaf == null ? "the id of a leaf of the taxonomy" : "a leaf with examples")
                    + ", for example " + DEFAULT_ISSUE);
        }
    }

    /**
     * A sample with the whole surge and its recovery inside.
     *
     * @param after ordinary time between the surge's end and the sample's, at least an hour for the recovery to be seen
     */
    public static SampleSettings recovered(
            long seed, String issue, String region, long endMillis, Duration after, Taxonomy taxonomy) {
        SurgeShape shape = SurgeShape.DEFAULT;
        return new SampleSettings(seed, issue, region, endMillis, shape.length().plus(after), shape, taxonomy);
    }

    /**
     * A sample that ends while the surge is on; {@link DemoSample#continuation()} goes on from there.
     *
     * @param into time from the surge's onset to the sample's end
     */
    public static SampleSettings surging(
            long seed, String issue, String region, long endMillis, Duration into, Taxonomy taxonomy) {
        return new SampleSettings(seed, issue, region, endMillis, into, SurgeShape.DEFAULT, taxonomy);
    }

    public SampleSettings withShape(SurgeShape other) {
        return new SampleSettings(
                seed, issue, region, endMillis, sinceOnset.minus(shape.length()).plus(other.length()), other, taxonomy);
    }
}
