package io.tidewatch.text.sentiment;

/**
 * One pass of the model over a text: sums up to each place, so that any range (a clause, the whole) costs a subtraction.
 * Reused from text to text by one thread.
 */
public final class SentimentPass {
    /** Least weight of a word that the model has learnt; half of all runs weigh under a twentieth of it. */
    private static final double KNOWN = 2;

    private final SentimentModel model;
    private final Grams grams;
    private final int shift;
    private final int tradeShift;
    private final TradeShares trades;
    private double[] positive = new double[257];
    private double[] plain = new double[257];
    private int length;

    public SentimentPass(SentimentModel model) {
        this.model = model;
        this.grams = new Grams(model.positive().bits());
        this.shift = model.positive().bits() - model.plain().bits();
        this.tradeShift = model.positive().bits() - model.tradePositive().bits();
        this.trades = new TradeShares(model.trades(), model.positive().bits());
    }

    /** Reads a text; the other methods then answer for it. */
    public void read(char[] text, int length) {
        this.length = length;
        grams.read(text, length);
        trades.read(grams);
        int places = length + 2;
        if (positive.length <= places) {
            positive = new double[Integer.highestOneBit(places) * 2 + 1];
            plain = new double[positive.length];
        }
        GramWeights positiveWeights = model.positive();
        GramWeights plainWeights = model.plain();
        double positiveSum = 0;
        double plainSum = 0;
        int run = 0;
        for (int i = 0; i < places; i++) {
            int stop = run + runs(i, places);
            int ofTrades = trades.size() == 0 ? run : Math.min(stop, run + TradeWeights.MAX_LENGTH);
            while (run < stop) {
                int bucket = grams.bucket(run);
                positiveSum += positiveWeights.of(bucket);
                if (run++ < ofTrades) {
                    positiveSum += trades.mixed(model.tradePositive(), bucket >>> tradeShift);
                }
                plainSum += plainWeights.of(bucket >>> shift);
            }
            positive[i + 1] = positiveSum;
            plain[i + 1] = plainSum;
        }
    }

    /** Log-odds of positive against negative in the whole text, calibrated; 0 when it is empty. */
    public double positive() {
        return positive(0, length);
    }

    /** Log-odds of positive against negative in the characters of a range, calibrated; 0 when it is empty. */
    public double positive(int from, int to) {
        return to <= from
                ? 0
                : model.positiveLogOdds()
                        .logOdds(model.positive().evidence(sum(positive, from, to), runs(from, to, length)));
    }

    /**
     * Log-odds of positive against negative in the text without some of its ranges, calibrated; 0 when nothing is left.
     *
     * @param from where each range begins, in rising order
     * @param to one past its last character
     * @param ranges number of ranges, 0 for the whole text
     */
    public double positiveWithout(int[] from, int[] to, int ranges) {
        double sum = sum(positive, 0, length);
        int count = runs(0, length, length);
        int left = length;
        for (int i = 0; i < ranges; i++) {
            sum -= sum(positive, from[i], to[i]);
            count -= runs(from[i], to[i], length);
            left -= to[i] - from[i];
        }
        return left <= 0 || count <= 0
                ? 0
                : model.positiveLogOdds().logOdds(model.positive().evidence(sum, count));
    }

    /** True when the model has a weight worth the name for a word of up to four characters; false for longer ones. */
    public boolean knows(int from, int to) {
        int letters = to - from;
        if (letters < 1 || letters > Grams.MAX_LENGTH) {
            return false;
        }
        int run = runsBefore(from + 1, length + 2) + letters - 1;
        int bucket = grams.bucket(run);
        float weight = model.positive().of(bucket);
        if (letters <= TradeWeights.MAX_LENGTH) {
            weight += trades.mixed(model.tradePositive(), bucket >>> tradeShift);
        }
        return Math.abs(weight) >= KNOWN;
    }

    /** Log-odds of the text being a plain statement against its being an opinion, calibrated. */
    public double plain() {
        return length == 0
                ? 0
                : model.plainOdds().logOdds(model.plain().evidence(sum(plain, 0, length), runs(0, length, length)));
    }

    /**
     * Sum of the weights of the runs that start in a range, of the positive model; the marks at both ends belong to the
     * ends.
     */
    double sum(int from, int to) {
        return sum(positive, from, to);
    }

    private double sum(double[] sums, int from, int to) {
        return sums[to == length ? length + 2 : to + 1] - sums[from == 0 ? 0 : from + 1];
    }

    private static int runs(int place, int places) {
        return Math.min(Grams.MAX_LENGTH, places - place);
    }

    private static int runs(int from, int to, int length) {
        int places = length + 2;
        int start = from == 0 ? 0 : from + 1;
        int stop = to == length ? places : to + 1;
        return runsBefore(stop, places) - runsBefore(start, places);
    }

    /** Number of runs that start before a place. */
    private static int runsBefore(int place, int places) {
        int sum = Grams.MAX_LENGTH * place;
        for (int i = Math.max(0, places - Grams.MAX_LENGTH + 1); i < place; i++) {
            sum -= Grams.MAX_LENGTH - runs(i, places);
        }
        return sum;
    }
}
