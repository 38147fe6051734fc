package io.tidewatch.replay.evaluate;

import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.Sensitivity;

/** The detectors that are compared. */
enum Method {
    OURS("Tidewatch `surge`", false) {
        @Override
        BinScorer open(long firstBin) {
            return new Filter(firstBin, false);
        }
    },
    RATIO("previous window: hour / hour before", true) {
        @Override
        BinScorer open(long firstBin) {
            return new Rivals.PreviousWindow();
        }
    },
    SIGMA("mean + kσ of the last 24 h", true) {
        @Override
        BinScorer open(long firstBin) {
            return new Rivals.Sigma();
        }
    },
    EWMA("EWMA z-score, half-life 12 h", true) {
        @Override
        BinScorer open(long firstBin) {
            return new Rivals.Ewma();
        }
    },
    EARS("EARS C2, same hour of 7 days, 2 days' lag", true) {
        @Override
        BinScorer open(long firstBin) {
            return new Rivals.EarsC2();
        }
    },
    CUSUM("negative-binomial CUSUM on our baseline, k = 2", true) {
        @Override
        BinScorer open(long firstBin) {
            return new Rivals.Cusum(firstBin);
        }
    },
    TWO_STATES("two-state filter, 48 running hour factors", false) {
        @Override
        BinScorer open(long firstBin) {
            return new TwoStateFilter(firstBin);
        }
    },
    ORACLE("oracle: our filter, true mean known", false) {
        @Override
        BinScorer open(long firstBin) {
            return new Filter(firstBin, true);
        }
    };

    private final String title;
    private final boolean rival;

    Method(String title, boolean rival) {
        this.title = title;
        this.rival = rival;
    }

    abstract BinScorer open(long firstBin);

    String title() {
        return title;
    }

    /** True for what others do: it has no shipped thresholds and closes when its score falls below the threshold. */
    boolean isRival() {
        return rival;
    }

    /** Least support in messages of about the last hour and a half: the same for all. */
    static final double MIN_SUPPORT = 4;

    /** The shipped threshold for a rate of false alarms. */
    static double shipped(double falseAlarms) {
        for (Sensitivity s : Sensitivity.values()) {
            if (s.falseAlarmsPerDay() == falseAlarms) {
                return s.score();
            }
        }
        throw new IllegalArgumentException("false alarms: " + falseAlarms + ", expected .1, .01 or .001");
    }

    private static final class Filter implements BinScorer {
        private final BurstFilter filter;
        private final boolean knowing;

        Filter(long firstBin, boolean knowing) {
            this.filter = new BurstFilter(BurstSettings.SURGE, firstBin, 0);
            this.knowing = knowing;
        }

        @Override
        public float close(double count, double mean) {
            double score = knowing ? filter.closeKnowing(count, Math.max(0.003, mean)) : filter.close(count);
            return scaled(score);
        }

        @Override
        public float skip() {
            return scaled(filter.skip(1));
        }

        private float scaled(double score) {
            // without support an alert that is open may still close, but none may open
            return (float) (filter.isSupported() ? score : Math.min(score, -20));
        }
    }
}
