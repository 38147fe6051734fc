package io.tidewatch.replay.evaluate;

/** Rules that others go by, each on the counts of one series; all ask for the same support as ours. */
public enum Rival {
    EARS_C2("EARS C2", 3) {
        @Override
        BinScorer open() {
            return new Rivals.EarsC2();
        }
    },
    FARRINGTON("Farrington", 3.09) {
        @Override
        BinScorer open() {
            return new Rivals.Farrington();
        }
    };

    private final String title;
    private final double usualThreshold;

    Rival(String title, double usualThreshold) {
        this.title = title;
        this.usualThreshold = usualThreshold;
    }

    abstract BinScorer open();

    public String title() {
        return title;
    }

    /** The score from which on it alarms as it is published: standard deviations. */
    public double usualThreshold() {
        return usualThreshold;
    }

    /**
     * The score after each bin; below 0 by far where there are too few messages for an alarm.
     *
     * @param counts messages in successive bins of five minutes
     */
    public float[] scores(int[] counts) {
        BinScorer scorer = open();
        float[] scores = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            scores[i] = scorer.close(counts[i], Double.NaN);
        }
        return scores;
    }
}
