package io.tidewatch.surge.filter;

/** What is known beforehand of the days of one series. */
public interface CalendarEffect {
    /** Saturdays and Sundays are off, nothing is announced. */
    CalendarEffect NOTHING = new CalendarEffect() {
        @Override
        public boolean isDayOff(long day) {
            return isWeekend(day);
        }

        @Override
        public double lift(long instant) {
            return 1;
        }
    };

    /** @param day local day, counted from 1970-01-01 */
    boolean isDayOff(long day);

    /**
     * How many times as much as usual is expected, above 0; 1 when nothing is announced.
     *
     * @param instant epoch milliseconds
     */
    double lift(long instant);

    /**
     * How many times as much as in the weeks before is said in general by now, beside what {@link #lift} says: what is compared over
     * days is compared to that too, since all of it grows for days with everything else.
     *
     * @param instant epoch milliseconds
     * @return from 1
     */
    default double rise(long instant) {
        return 1;
    }

    /**
     * How many are expected between two instants, in epoch milliseconds, by what others have, when the series' own past says nothing; 0
     * when nothing is borrowed.
     */
    default double borrowed(long from, long to) {
        return 0;
    }

    /** @param day counted from 1970-01-01, a Thursday */
    static boolean isWeekend(long day) {
        return Math.floorMod(day + 3, 7L) >= 5;
    }
}
