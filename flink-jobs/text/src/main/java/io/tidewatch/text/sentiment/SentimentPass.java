package io.tidewatch.text.sentiment;

/**
 * One pass of the model over a text: sums up to each place, so that any range (a clause, the whole) costs a subtraction.
 * Reused from text to text by one thread.
 */
public final class SentimentPass {
    private final SentimentModel model;
    private final Grams grams;
    private final int shift;
    private double[] praise = new double[257];
    private double[] plain = new double[257];
    private int length;

    public SentimentPass(SentimentModel model) {
        this.model = model;
        this.grams = new Grams(model.praise().bits());
        this.shift = model.praise().bits() - model.plain().bits();
    }

    /** Reads a text; the other methods then tell of it. */
    public void read(char[] text, int length) {
        this.length = length;
        grams.read(text, length);
        int places = length + 2;
        if (praise.length <= places) {
            praise = new double[Integer.highestOneBit(places) * 2 + 1];
            plain = new double[praise.length];
        }
        GramWeights praiseWeights = model.praise();
        GramWeights plainWeights = model.plain();
        double praiseSum = 0;
        double plainSum = 0;
        int run = 0;
        for (int i = 0; i < places; i++) {
            int stop = run + runs(i, places);
            while (run < stop) {
                int bucket = grams.bucket(run++);
                praiseSum += praiseWeights.of(bucket);
                plainSum += plainWeights.of(bucket >>> shift);
            }
            praise[i + 1] = praiseSum;
            plain[i + 1] = plainSum;
        }
    }

    /** Log-odds of praise against blame in the whole text, calibrated; 0 when it is empty. */
    public double praise() {
        return praise(0, length);
    }

    /** Log-odds of praise against blame in the characters of a range, calibrated; 0 when it is empty. */
    public double praise(int from, int to) {
        return to <= from ? 0 : model.praiseOdds().logOdds(model.praise().evidence(sum(praise, from, to), runs(from, to, length)));
    }

    /** Log-odds of the text being a plain statement against its being an opinion, calibrated. */
    public double plain() {
        return length == 0 ? 0 : model.plainOdds().logOdds(model.plain().evidence(sum(plain, 0, length), runs(0, length, length)));
    }

    /** Sum of the weights of the runs that start in a range, for praise; the marks at both ends belong to the ends. */
    double sum(int from, int to) {
        return sum(praise, from, to);
    }

    private double sum(double[] sums, int from, int to) {
        return sums[to == length ? length + 2 : to + 1] - sums[from == 0 ? 0 : from + 1];
    }

    private static int runs(int place, int places) {
        return Math.min(Grams.LONGEST, places - place);
    }

    private static int runs(int from, int to, int length) {
        int places = length + 2;
        int start = from == 0 ? 0 : from + 1;
        int stop = to == length ? places : to + 1;
        int sum = Grams.LONGEST * (stop - start);
        for (int i = Math.max(start, places - Grams.LONGEST + 1); i < stop; i++) {
            sum -= Grams.LONGEST - runs(i, places);
        }
        return sum;
    }
}
