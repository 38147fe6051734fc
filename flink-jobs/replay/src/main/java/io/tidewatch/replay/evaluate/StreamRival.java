package io.tidewatch.replay.evaluate;

/** The rules of others on streams of counts with gaps, each on the counts of one series. */
public enum StreamRival {
    EARS_C2(Method.EARS.title(), true) {
        @Override
        BinScorer open(long firstBin) {
            return Method.EARS.open(firstBin);
        }
    },
    FARRINGTON("Farrington: same hour ±1 h of 3 weeks", true) {
        @Override
        BinScorer open(long firstBin) {
            return new Rivals.Farrington();
        }
    },
    EVERY_DAY("Farrington-like: same hour ±1 h of 21 days, clipped", false) {
        @Override
        BinScorer open(long firstBin) {
            return new HourRivals.EveryDay();
        }
    },
    HOUR_SIGMA("an hour: mean + kσ of the 24 h before", false) {
        @Override
        BinScorer open(long firstBin) {
            return new HourRivals.Sigma();
        }
    },
    SIGMA("five minutes: " + Method.SIGMA.title(), false) {
        @Override
        BinScorer open(long firstBin) {
            return Method.SIGMA.open(firstBin);
        }
    },
    HOUR_EWMA("an hour: " + Method.EWMA.title(), false) {
        @Override
        BinScorer open(long firstBin) {
            return new HourRivals.Ewma();
        }
    },
    EWMA("five minutes: " + Method.EWMA.title(), false) {
        @Override
        BinScorer open(long firstBin) {
            return Method.EWMA.open(firstBin);
        }
    },
    PREVIOUS_WINDOW(Method.RATIO.title(), true) {
        @Override
        BinScorer open(long firstBin) {
            return Method.RATIO.open(firstBin);
        }
    },
    CUSUM(Method.CUSUM.title(), false) {
        @Override
        BinScorer open(long firstBin) {
            return Method.CUSUM.open(firstBin);
        }
    },
    TWO_STATES(Method.TWO_STATES.title(), false) {
        @Override
        BinScorer open(long firstBin) {
            return Method.TWO_STATES.open(firstBin);
        }
    };

    private final String title;
    private final boolean countsBack;

    /** @param countsBack true when it finds earlier hours by counting bins, so that a gap has to have as many */
    StreamRival(String title, boolean countsBack) {
        this.title = title;
        this.countsBack = countsBack;
    }

    abstract BinScorer open(long firstBin);

    public String title() {
        return title;
    }

    /**
     * The score after each bin; −20 or less, mostly by far, where no alert may come from it.
     *
     * @param firstBin number of the first bin: epoch milliseconds / 300 000
     * @param counts messages in successive bins of five minutes; below 0 where nothing was observed
     */
    public float[] scores(long firstBin, int[] counts) {
        BinScorer scorer = open(firstBin);
        float[] scores = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= 0) {
                scores[i] = scorer.close(counts[i], Double.NaN);
            } else {
                scores[i] = BinScorer.NO_SCORE;
                if (countsBack) {
                    scorer.close(0, Double.NaN);
                } else {
                    scorer.skip();
                }
            }
        }
        return scores;
    }
}
