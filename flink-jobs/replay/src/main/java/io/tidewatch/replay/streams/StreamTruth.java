package io.tidewatch.replay.streams;

import java.util.List;

/**
 * What an offline judge, who sees past and future, says of a series. Bins are numbered from its first.
 *
 * @param surges those it is certain of, in time order
 * @param shifts rises and falls of the level for a week or more
 * @param explained stretches in which an alert that opens has the counts on its side, by their beginning
 * @param ramps that are added to the counts to be found
 */
record StreamTruth(List<Surge> surges, List<Shift> shifts, List<Stretch> explained, List<Ramp> ramps) {
    /**
     * @param onset its first bin
     * @param end bin after its last
     */
    record Surge(int onset, int end) {}

    /**
     * @param bin from which on the level is another
     * @param ratio of the new level to the one before
     */
    record Shift(int bin, double ratio) {}

    /**
     * @param first bin
     * @param last bin, which belongs to it
     */
    record Stretch(int first, int last) {}

    /**
     * @param bin of its first count
     * @param added messages that are added to successive bins
     */
    record Ramp(int bin, int[] added) {}
}
