package io.tidewatch.surge.filter;

import java.nio.ByteBuffer;

/**
 * How much of the time a series is in bursts: where they recur all the time they are what is usual, and are to be learnt. Of each
 * burst the first hours count, and of the last weeks the last days hardly, so that what grows for days is not its own
 * measure. Mutable; every value is kept in the precision it is packed with.
 */
final class RecurringBursts {
    static final int PACKED = 2 * 4;

    private static final double WEEKS_BINS = 14.0 * Baseline.BINS_PER_DAY;
    private static final double DAYS_BINS = 2.0 * Baseline.BINS_PER_DAY;
    /** So much of the time is rare, and nothing more is learnt of bursts. */
    private static final double RARE = 0.03;
    /** With so much they are learnt like anything else. */
    private static final double USUAL = 0.16;

    /** Shares of the time, 0…1: of the last weeks, and the part of it that the last days brought. */
    private float ofWeeks;

    private float ofDays;

    RecurringBursts copy() {
        RecurringBursts r = new RecurringBursts();
        r.ofWeeks = ofWeeks;
        r.ofDays = ofDays;
        return r;
    }

    /** @param begins whether the bin is of the first hours of a burst */
    void close(boolean begins) {
        double more = begins ? 1 / WEEKS_BINS : 0;
        ofWeeks += (float) (more - ofWeeks / WEEKS_BINS);
        ofDays += (float) (more - ofDays / DAYS_BINS);
    }

    /** The share of the last weeks that was in bursts, of each its first hours and the last days hardly, 0…1. */
    double share() {
        return Math.max(0, ofWeeks - ofDays);
    }

    /** How much is to be learnt of a burst, from below 0 where they are rare to 1 and more where they are usual. */
    double learning() {
        return (ofWeeks - ofDays - RARE) / (USUAL - RARE);
    }

    void pack(ByteBuffer out) {
        out.putFloat(ofWeeks).putFloat(ofDays);
    }

    static RecurringBursts unpack(ByteBuffer in) {
        RecurringBursts r = new RecurringBursts();
        r.ofWeeks = in.getFloat();
        r.ofDays = in.getFloat();
        return r;
    }
}
