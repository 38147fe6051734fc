package io.tidewatch.text.sentiment;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.tidewatch.feedback.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains the model: logistic regression (liblinear, Newton's method, which draws no random numbers) over counts of runs,
 * weighted by how far each run parts positive from negative (after Wang and Manning, 2012), divided by the square root
 * of the length. A run has a weight for all trades and one more for each trade (after Daumé, 2007); a recogniser learns
 * to tell the trades apart, since a new text does not name its own. One thread; the same texts in any order give the
 * same bytes.
 */
public final class SentimentTrainer {
    private static final int POSITIVE_BITS = 20;
    private static final int PLAIN_BITS = 18;
    private static final int TRADE_BITS = 16;
    private static final double POSITIVE_COST = 6;
    private static final double PLAIN_COST = 8;
    private static final double TOLERANCE = 0.01;
    /** How much of a run's weight is the distance of its odds, the rest being 1. */
    private static final double ODDS_SHARE = 0.5;
    /** What each run is taken to have been seen in each trade beforehand, in texts. */
    private static final double SMOOTHING = 0.1;
    /** Of so few texts a trade's own ways cannot be learnt. */
    private static final int MIN_PER_TRADE = 100;

    private static final int CALIBRATION_PART = 10;
    private static final double MIN_HAN = 0.25;

    private final List<LabelledText> texts;
    private final List<int[]> runs = new ArrayList<>();
    private final List<int[]> shortRuns = new ArrayList<>();
    private final List<String> trades;

    private SentimentTrainer(List<LabelledText> unsorted) {
        texts = new ArrayList<>(unsorted);
        texts.sort(Corpus.FIXED_ORDER);
        trades = trades(texts);
        Grams grams = new Grams(POSITIVE_BITS);
        for (LabelledText t : texts) {
            char[] letters = t.text().toCharArray();
            grams.read(letters, letters.length);
            runs.add(grams.sorted());
            shortRuns.add(grams.sorted(TradeWeights.MAX_LENGTH));
        }
    }

    /**
     * @param texts distinct, in any order; those that are hardly Chinese are left out
     * @throws IllegalArgumentException when positive or negative is missing
     */
    public static SentimentModel train(List<LabelledText> texts) {
        List<LabelledText> chinese = new ArrayList<>();
        for (LabelledText t : texts) {
            if (isChinese(t.text())) {
                chinese.add(t);
            }
        }
        for (Label needed : new Label[] {Label.NEGATIVE, Label.POSITIVE}) {
            if (chinese.stream()
                            .filter(t -> t.label() == needed && Task.POSITIVE.concerns(t))
                            .count()
                    < 2) {
                throw new IllegalArgumentException("no Chinese texts labelled " + needed.wire()
                        + " in files of two labels: expected positive and negative texts to learn from");
            }
        }
        return new SentimentTrainer(chinese).train();
    }

    /** True when at least a quarter of the letters are Han characters. */
    public static boolean isChinese(String text) {
        int han = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters += Character.isLetter(c) ? 1 : 0;
            han += c >= 0x3400 && c <= 0x9FFF ? 1 : 0;
        }
        return han > 0 && han >= MIN_HAN * letters;
    }

    /** Positive and negative alone, not calibrated: enough to decide between the two, in a third of the time. */
    public static SentimentModel trainPositive(List<LabelledText> texts) {
        List<LabelledText> reviews = new ArrayList<>();
        for (LabelledText t : texts) {
            if (isChinese(t.text()) && Task.POSITIVE.concerns(t)) {
                reviews.add(t);
            }
        }
        return new SentimentTrainer(reviews).positive(new boolean[reviews.size()]);
    }

    private SentimentModel train() {
        boolean[] aside = new boolean[texts.size()];
        for (int i = 0; i < aside.length; i++) {
            aside[i] = Math.floorMod(Corpus.normalise(texts.get(i).text()).hashCode(), CALIBRATION_PART) == 0;
        }
        SentimentModel without = withPlain(positive(aside), plain(aside));
        boolean[] none = new boolean[texts.size()];
        SentimentModel whole = withPlain(positive(none), plain(none));
        return new SentimentModel(
                whole.positive(),
                calibrate(without, aside, Task.POSITIVE),
                whole.plain(),
                calibrate(without, aside, Task.PLAIN),
                whole.trades(),
                whole.tradePositive());
    }

    private static SentimentModel withPlain(SentimentModel positive, GramWeights plain) {
        return new SentimentModel(
                positive.positive(),
                positive.positiveLogOdds(),
                plain,
                positive.plainOdds(),
                positive.trades(),
                positive.tradePositive());
    }

    /** The trades of enough reviews, at most as many as a model holds, in the order of their names. */
    private static List<String> trades(List<LabelledText> texts) {
        Map<String, Integer> sizes = new TreeMap<>();
        for (LabelledText t : texts) {
            if (Task.POSITIVE.concerns(t)) {
                sizes.merge(Corpus.trade(t.domain()), 1, Integer::sum);
            }
        }
        List<String> out = new ArrayList<>(sizes.entrySet().stream()
                .filter(e -> e.getValue() >= MIN_PER_TRADE)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TradeWeights.MAX)
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
        return out.size() < 2 ? List.of() : out;
    }

    /** Number of the trade of a text, −1 when it is none of those that are told apart. */
    private int trade(int text) {
        return trades.indexOf(Corpus.trade(texts.get(text).domain()));
    }

    /**
     * Positive and negative, with the trades, not calibrated. A text is learnt from once as of no known trade and once
     * as of its own, so that what all trades share stands by itself in a trade that is new.
     */
    private SentimentModel positive(boolean[] aside) {
        int common = 1 << POSITIVE_BITS;
        double[] factor = oddsFactors(aside);
        List<Feature[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        int constant = factor.length + 1;
        for (int i = 0; i < texts.size(); i++) {
            if (!aside[i] && Task.POSITIVE.concerns(texts.get(i))) {
                double side = Task.POSITIVE.holds(texts.get(i)) ? 1 : -1;
                Feature last = new FeatureNode(constant, 1);
                List<Feature> features = new ArrayList<>();
                double norm = 1 / Math.sqrt(runs.get(i).length);
                features(features, runs.get(i), norm, 0, 0, 1, factor);
                features.add(last);
                x.add(features.toArray(new Feature[0]));
                y.add(side);
                if (trade(i) >= 0) {
                    int shift = POSITIVE_BITS - TRADE_BITS;
                    features.remove(features.size() - 1);
                    features(features, shortRuns.get(i), norm, shift, common + trade(i), trades.size(), factor);
                    features.add(last);
                    x.add(features.toArray(new Feature[0]));
                    y.add(side);
                }
            }
        }
        double[] w = solve(x, y, constant, POSITIVE_COST);
        double[] shared = new double[common];
        for (int b = 0; b < common; b++) {
            shared[b] = w[b] * factor[b];
        }
        double[] own = new double[factor.length - common];
        for (int b = 0; b < own.length; b++) {
            own[b] = w[common + b] * factor[common + b];
        }
        Calibration none = new Calibration(1, 0);
        return new SentimentModel(
                GramWeights.of(shared, w[constant - 1]),
                none,
                GramWeights.of(new double[1 << PLAIN_BITS], -10),
                none,
                recogniser(aside),
                trades.isEmpty() ? TradeWeights.none() : TradeWeights.of(trades.size(), TRADE_BITS, own));
    }

    /** Tells the trades apart by naive Bayes: log of a run's share in each trade, by texts, over its mean share in all. */
    private TradeWeights recogniser(boolean[] aside) {
        if (trades.isEmpty()) {
            return TradeWeights.none();
        }
        int size = trades.size();
        double[] weights = new double[size << TRADE_BITS];
        java.util.Arrays.fill(weights, SMOOTHING);
        for (int i = 0; i < texts.size(); i++) {
            if (!aside[i] && Task.POSITIVE.concerns(texts.get(i)) && trade(i) >= 0) {
                count(weights, shortRuns.get(i), POSITIVE_BITS - TRADE_BITS, trade(i), size);
            }
        }
        double[] all = new double[size];
        for (int i = 0; i < weights.length; i++) {
            all[i % size] += weights[i];
        }
        for (int i = 0; i < weights.length; i += size) {
            double mean = 0;
            for (int t = 0; t < size; t++) {
                weights[i + t] /= all[t];
                mean += weights[i + t] / size;
            }
            for (int t = 0; t < size; t++) {
                weights[i + t] = StrictMath.log(weights[i + t] / mean);
            }
        }
        return TradeWeights.of(size, TRADE_BITS, weights);
    }

    private GramWeights plain(boolean[] aside) {
        List<Feature[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        int constant = (1 << PLAIN_BITS) + 1;
        for (int i = 0; i < texts.size(); i++) {
            if (!aside[i]) {
                List<Feature> features = new ArrayList<>();
                int[] sorted = runs.get(i);
                features(features, sorted, 1 / Math.sqrt(sorted.length), POSITIVE_BITS - PLAIN_BITS, 0, 1, null);
                features.add(new FeatureNode(constant, 1));
                x.add(features.toArray(new Feature[0]));
                y.add(Task.PLAIN.holds(texts.get(i)) ? 1.0 : -1.0);
            }
        }
        double[] w = solve(x, y, constant, PLAIN_COST);
        return GramWeights.of(java.util.Arrays.copyOf(w, 1 << PLAIN_BITS), w[constant - 1]);
    }

    private Calibration calibrate(SentimentModel model, boolean[] aside, Task task) {
        SentimentPass pass = new SentimentPass(model);
        List<Double> evidence = new ArrayList<>();
        List<Boolean> yes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (aside[i] && task.concerns(texts.get(i))) {
                char[] letters = texts.get(i).text().toCharArray();
                pass.read(letters, letters.length);
                evidence.add(task == Task.POSITIVE ? pass.positive() : pass.plain());
                yes.add(task.holds(texts.get(i)));
            }
        }
        double[] e = new double[evidence.size()];
        boolean[] y = new boolean[e.length];
        for (int i = 0; i < e.length; i++) {
            e[i] = evidence.get(i);
            y[i] = yes.get(i);
        }
        return Calibration.fit(e, y);
    }

    /**
     * For each bucket, then for each bucket of the short runs and each trade: log of (its share in positive texts / its
     * share in negative ones), by texts, half of it beside one half.
     */
    private double[] oddsFactors(boolean[] aside) {
        int common = 1 << POSITIVE_BITS;
        double[] positive = new double[common + (trades.size() << TRADE_BITS)];
        double[] negative = new double[positive.length];
        java.util.Arrays.fill(positive, 1);
        java.util.Arrays.fill(negative, 1);
        for (int i = 0; i < texts.size(); i++) {
            if (!aside[i] && Task.POSITIVE.concerns(texts.get(i))) {
                double[] side = Task.POSITIVE.holds(texts.get(i)) ? positive : negative;
                count(side, runs.get(i), 0, 0, 1);
                if (trade(i) >= 0) {
                    count(side, shortRuns.get(i), POSITIVE_BITS - TRADE_BITS, common + trade(i), trades.size());
                }
            }
        }
        double[] out = new double[positive.length];
        oddsFactors(positive, negative, 0, common, out);
        oddsFactors(positive, negative, common, out.length, out);
        return out;
    }

    private static void count(double[] side, int[] sorted, int shift, int offset, int stride) {
        int before = -1;
        for (int run : sorted) {
            int bucket = run >>> shift;
            if (bucket != before) {
                side[offset + bucket * stride]++;
                before = bucket;
            }
        }
    }

    private static void oddsFactors(double[] positive, double[] negative, int from, int to, double[] out) {
        double allPraise = 0;
        double allBlame = 0;
        for (int b = from; b < to; b++) {
            allPraise += positive[b];
            allBlame += negative[b];
        }
        for (int b = from; b < to; b++) {
            double odds = StrictMath.log(positive[b] / allPraise * allBlame / negative[b]);
            out[b] = ODDS_SHARE * Math.abs(odds) + 1 - ODDS_SHARE;
        }
    }

    /**
     * Adds the features of a text's runs.
     *
     * @param sorted rising
     * @param offset place of the first bucket's weight
     * @param stride from one bucket's weight to the next one's
     */
    private static void features(
            List<Feature> out,
            int[] sorted,
            double norm,
            int shift,
            int offset,
            int stride,
            double @Nullable [] factor) {
        int i = 0;
        while (i < sorted.length) {
            int bucket = sorted[i] >>> shift;
            int k = i;
            while (k < sorted.length && sorted[k] >>> shift == bucket) {
                k++;
            }
            int place = offset + bucket * stride;
            out.add(new FeatureNode(place + 1, (k - i) * norm * (factor == null ? 1 : factor[place])));
            i = k;
        }
    }

    /** Weights, the constant last. */
    private static double[] solve(List<Feature[]> x, List<Double> y, int constant, double cost) {
        if (y.stream().distinct().count() < 2) {
            // one label only: the log-odds of that one
            double[] weights = new double[constant];
            weights[constant - 1] =
                    y.isEmpty() || y.get(0) < 0 ? -StrictMath.log(1 + y.size()) : StrictMath.log(1 + y.size());
            return weights;
        }
        Problem problem = new Problem();
        problem.l = x.size();
        problem.n = constant;
        problem.bias = 1;
        problem.x = x.toArray(new Feature[0][]);
        problem.y = y.stream().mapToDouble(Double::doubleValue).toArray();
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, TOLERANCE));
        double[] w = model.getFeatureWeights();
        double sign = model.getLabels()[0] > 0 ? 1 : -1;
        for (int b = 0; b < w.length; b++) {
            w[b] *= sign;
        }
        return w;
    }

    /** The two questions asked of a text. */
    private enum Task {
        /**
         * Positive or negative? Asked of files that have no third label: where statements stand between, what is called
         * either is fainter, and learning from it costs .2 points on reviews.
         */
        POSITIVE {
            @Override
            boolean concerns(LabelledText t) {
                return !t.threeClass() && t.label() != Label.NEUTRAL;
            }

            @Override
            boolean holds(LabelledText t) {
                return t.label() == Label.POSITIVE;
            }
        },
        /** A plain statement or an opinion? */
        PLAIN {
            @Override
            boolean concerns(LabelledText t) {
                return true;
            }

            @Override
            boolean holds(LabelledText t) {
                return t.label() == Label.NEUTRAL;
            }
        };

        abstract boolean concerns(LabelledText t);

        abstract boolean holds(LabelledText t);
    }
}
