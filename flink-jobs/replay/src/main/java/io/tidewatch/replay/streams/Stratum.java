package io.tidewatch.replay.streams;

/** Parts of the judged time of all series, by what may make false alarms more or less frequent there. */
enum Stratum {
    DAYS_2_3("age of the key", "days 2–3") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return day(bin) <= 3;
        }
    },
    DAYS_4_7("age of the key", "days 4–7") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return day(bin) >= 4 && day(bin) <= 7;
        }
    },
    DAYS_8_14("age of the key", "days 8–14") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return day(bin) >= 8 && day(bin) <= 14;
        }
    },
    LATER("age of the key", "later") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return day(bin) > 14;
        }
    },
    BELOW_3("messages a day", "below 3") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return perDay < 3;
        }
    },
    FROM_3("messages a day", "3–30") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return perDay >= 3 && perDay < 30;
        }
    },
    FROM_30("messages a day", "30–300") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return perDay >= 30 && perDay < 300;
        }
    },
    FROM_300("messages a day", "300 and more") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return perDay >= 300;
        }
    },
    NIGHT("hour", "0–6") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return hour(stream, bin) < 6;
        }
    },
    DAYTIME("hour", "6–24") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return hour(stream, bin) >= 6;
        }
    },
    WORKING_DAY("day", "Monday to Friday") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return !isWeekend(stream, bin);
        }
    },
    WEEKEND("day", "Saturday, Sunday") {
        @Override
        boolean holds(KeyedStream stream, double perDay, int bin) {
            return isWeekend(stream, bin);
        }
    };

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    /** Day 0 of the epoch was a Thursday, the third after a Monday. */
    private static final int THURSDAY = 3;

    private final String by;
    private final String title;

    Stratum(String by, String title) {
        this.by = by;
        this.title = title;
    }

    /** @param perDay mean messages in a day of the series */
    abstract boolean holds(KeyedStream stream, double perDay, int bin);

    /** What is told apart. */
    String by() {
        return by;
    }

    String title() {
        return title;
    }

    /** Counts time and episodes of a series in this part of it; an episode belongs to where it opens. */
    void count(KeyedStream stream, OpenRuns runs, StreamTally tally) {
        double perDay = stream.perDay();
        int bins = 0;
        for (int t = StreamJudge.START; t < stream.counts().length; t++) {
            bins += stream.isObserved(t) && holds(stream, perDay, t) ? 1 : 0;
        }
        tally.countBins(bins);
        for (AlarmStretch e : StreamJudge.episodes(stream.truth(), runs)) {
            if (holds(stream, perDay, e.first())) {
                tally.count(e);
            }
        }
    }

    /** 1 is the first. */
    private static int day(int bin) {
        return bin / KeyedStream.DAY + 1;
    }

    private static int hour(KeyedStream stream, int bin) {
        return (int) (Math.floorMod(time(stream, bin), DAY_MS) / HOUR_MS);
    }

    private static boolean isWeekend(KeyedStream stream, int bin) {
        return Math.floorMod(Math.floorDiv(time(stream, bin), DAY_MS) + THURSDAY, 7) >= 5;
    }

    private static long time(KeyedStream stream, int bin) {
        return stream.first() + (long) bin * KeyedStream.BIN_MS;
    }
}
