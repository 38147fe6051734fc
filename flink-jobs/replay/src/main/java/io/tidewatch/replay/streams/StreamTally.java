package io.tidewatch.replay.streams;

import java.util.Arrays;

/** What was counted of some series. */
final class StreamTally {
    /** Bins that were observed and judged. */
    private long bins;

    private int certain;
    private int explained;
    private int unexplained;
    private double openHours;
    private int openBefore;
    private final Found surges = new Found();
    private final Found ramps = new Found();

    /** How many of some there are, and how late they were found. */
    static final class Found {
        private int all;
        private int found;
        private int[] delays = new int[8];

        /** @param minutes from the onset to the end of the bin that told; −1 when nothing did */
        void count(int minutes) {
            all++;
            if (minutes >= 0) {
                if (found == delays.length) {
                    delays = Arrays.copyOf(delays, 2 * found);
                }
                delays[found++] = minutes;
            }
        }

        void add(Found other) {
            all += other.all;
            delays = Arrays.copyOf(delays, Math.max(8, found + other.found));
            System.arraycopy(other.delays, 0, delays, found, other.found);
            found += other.found;
        }

        int all() {
            return all;
        }

        int found() {
            return found;
        }

        /** Part that was found, NaN when there are none. */
        double share() {
            return (double) found / all;
        }

        /** Part of all that was found within so many minutes, NaN when there are none. */
        double shareWithin(int minutes) {
            return (double) Arrays.stream(delays, 0, found)
                            .filter(d -> d <= minutes)
                            .count()
                    / all;
        }

        /** Minutes, of those that were found; NaN when none was. */
        double medianDelay() {
            return median(Arrays.stream(delays, 0, found).asDoubleStream().toArray());
        }
    }

    /** The middle one, of an even number the mean of the middle two; NaN of none. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    void countBins(long observed) {
        bins += observed;
    }

    void count(AlarmStretch e) {
        openHours += e.hours();
        switch (e.verdict()) {
            case CERTAIN -> certain++;
            case EXPLAINED -> explained++;
            case UNEXPLAINED -> unexplained++;
        }
    }

    void countOpenBefore() {
        openBefore++;
    }

    StreamTally add(StreamTally other) {
        bins += other.bins;
        certain += other.certain;
        explained += other.explained;
        unexplained += other.unexplained;
        openHours += other.openHours;
        openBefore += other.openBefore;
        surges.add(other.surges);
        ramps.add(other.ramps);
        return this;
    }

    double keyDays() {
        return (double) bins / KeyedStream.DAY;
    }

    int certain() {
        return certain;
    }

    int explained() {
        return explained;
    }

    int unexplained() {
        return unexplained;
    }

    double openHours() {
        return openHours;
    }

    /** Surges that were not found because an alert had been open when they began. */
    int openBefore() {
        return openBefore;
    }

    Found surges() {
        return surges;
    }

    Found ramps() {
        return ramps;
    }

    double unexplainedPerDay() {
        return perDay(unexplained);
    }

    /** Episodes that are explained or unexplained, per key-day. */
    double notCertainPerDay() {
        return perDay(explained + unexplained);
    }

    double openHoursPerDay() {
        return perDay(openHours);
    }

    private double perDay(double count) {
        return bins == 0 ? 0 : count / keyDays();
    }
}
