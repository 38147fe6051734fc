package io.tidewatch.replay.evaluate;

import java.util.function.LongFunction;

/** The rules of others on streams of counts with gaps, each on the counts of one series. */
public enum StreamRival {
    EARS_C2(Method.EARS, true),
    FARRINGTON("Farrington: same hour ±1 h of 3 weeks", true, bin -> new Rivals.Farrington()),
    EVERY_DAY("Farrington-like: same hour ±1 h of 21 days, clipped", false, bin -> new HourRivals.EveryDay()),
    HOUR_SIGMA("an hour: mean + kσ of the 24 h before", false, bin -> new HourRivals.Sigma()),
    SIGMA("five minutes: " + Method.SIGMA.title(), false, Method.SIGMA::open),
    HOUR_EWMA("an hour: " + Method.EWMA.title(), false, bin -> new HourRivals.Ewma()),
    EWMA("five minutes: " + Method.EWMA.title(), false, Method.EWMA::open),
    PREVIOUS_WINDOW(Method.RATIO, true),
    CUSUM(Method.CUSUM, false),
    TWO_STATES(Method.TWO_STATES, false);

    private final String title;
    private final boolean countsBack;
    private final LongFunction<BinScorer> opener;

    StreamRival(Method method, boolean countsBack) {
        this(method.title(), countsBack, method::open);
    }

    /** @param countsBack true when it finds earlier hours by counting bins, so that a gap has to have as many */
    StreamRival(String title, boolean countsBack, LongFunction<BinScorer> opener) {
        this.title = title;
        this.countsBack = countsBack;
        this.opener = opener;
    }

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
        BinScorer scorer = opener.apply(firstBin);
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
