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
import java.util.List;

/**
 * Trains the model: logistic regression (liblinear, Newton's method, which draws no random numbers) over counts of runs,
 * weighted by how far each run parts praise from blame (after Wang and Manning, 2012), divided by the square root of
 * the length. One thread; the same texts in the same order give the same bytes.
 */
public final class SentimentTrainer {
    private static final int PRAISE_BITS = 21;
    private static final int PLAIN_BITS = 18;
    private static final double PRAISE_COST = 30;
    private static final double PLAIN_COST = 8;
    private static final double TOLERANCE = 0.01;
    /** How much of a run's weight is the distance of its odds, the rest being 1. */
    private static final double ODDS_SHARE = 0.5;

    private static final int CALIBRATION_PART = 10;
    private static final double LEAST_HAN = 0.25;

    private final List<LabelledText> texts;
    private final List<int[]> runs = new ArrayList<>();

    private SentimentTrainer(List<LabelledText> texts) {
        this.texts = texts;
        Grams grams = new Grams(PRAISE_BITS);
        for (LabelledText t : texts) {
            char[] letters = t.text().toCharArray();
            grams.read(letters, letters.length);
            runs.add(grams.sorted());
        }
    }

    /**
     * @param texts distinct; those that are hardly Chinese are left out
     * @throws IllegalArgumentException when praise or blame is missing
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
                            .filter(t -> t.label() == needed && Task.PRAISE.concerns(t))
                            .count()
                    < 2) {
                throw new IllegalArgumentException("no Chinese texts labelled " + needed.wire()
                        + " in files of two labels: expected praise and blame to learn from");
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
        return han > 0 && han >= LEAST_HAN * letters;
    }

    /** Praise and blame alone, not calibrated: enough to tell which of the two, in a third of the time. */
    public static SentimentModel trainPraise(List<LabelledText> texts) {
        List<LabelledText> reviews = new ArrayList<>();
        for (LabelledText t : texts) {
            if (isChinese(t.text()) && Task.PRAISE.concerns(t)) {
                reviews.add(t);
            }
        }
        Calibration none = new Calibration(1, 0);
        return new SentimentModel(
                new SentimentTrainer(reviews).praise(new boolean[reviews.size()]),
                none,
                GramWeights.of(new double[1 << PLAIN_BITS], -10),
                none);
    }

    private SentimentModel train() {
        boolean[] aside = new boolean[texts.size()];
        for (int i = 0; i < aside.length; i++) {
            aside[i] = Math.floorMod(Corpus.normalise(texts.get(i).text()).hashCode(), CALIBRATION_PART) == 0;
        }
        Calibration praiseOdds = calibrate(praise(aside), aside, Task.PRAISE);
        Calibration plainOdds = calibrate(plain(aside), aside, Task.PLAIN);
        boolean[] none = new boolean[texts.size()];
        return new SentimentModel(praise(none), praiseOdds, plain(none), plainOdds);
    }

    private GramWeights praise(boolean[] aside) {
        double[] factor = oddsFactors(aside);
        return fit(aside, Task.PRAISE, 0, PRAISE_BITS, factor, PRAISE_COST);
    }

    private GramWeights plain(boolean[] aside) {
        return fit(aside, Task.PLAIN, PRAISE_BITS - PLAIN_BITS, PLAIN_BITS, null, PLAIN_COST);
    }

    private Calibration calibrate(GramWeights weights, boolean[] aside, Task task) {
        int shift = PRAISE_BITS - weights.bits();
        List<Double> evidence = new ArrayList<>();
        List<Boolean> yes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (aside[i] && task.concerns(texts.get(i))) {
                double sum = 0;
                for (int bucket : runs.get(i)) {
                    sum += weights.of(bucket >>> shift);
                }
                evidence.add(weights.evidence(sum, runs.get(i).length));
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

    /** For each bucket: log of (its share in praise / its share in blame), by texts, half of it beside one half. */
    private double[] oddsFactors(boolean[] aside) {
        int size = 1 << PRAISE_BITS;
        double[] praise = new double[size];
        double[] blame = new double[size];
        java.util.Arrays.fill(praise, 1);
        java.util.Arrays.fill(blame, 1);
        for (int i = 0; i < texts.size(); i++) {
            if (!aside[i] && Task.PRAISE.concerns(texts.get(i))) {
                double[] side = Task.PRAISE.holds(texts.get(i)) ? praise : blame;
                int before = -1;
                for (int bucket : runs.get(i)) {
                    if (bucket != before) {
                        side[bucket]++;
                        before = bucket;
                    }
                }
            }
        }
        double allPraise = 0;
        double allBlame = 0;
        for (int b = 0; b < size; b++) {
            allPraise += praise[b];
            allBlame += blame[b];
        }
        double[] out = new double[size];
        for (int b = 0; b < size; b++) {
            double odds = StrictMath.log(praise[b] / allPraise * allBlame / blame[b]);
            out[b] = ODDS_SHARE * Math.abs(odds) + 1 - ODDS_SHARE;
        }
        return out;
    }

    private GramWeights fit(
            boolean[] aside,
            Task task,
            int shift,
            int bits,
            double @org.jspecify.annotations.Nullable [] factor,
            double cost) {
        List<Feature[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        int constant = (1 << bits) + 1;
        for (int i = 0; i < texts.size(); i++) {
            if (!aside[i] && task.concerns(texts.get(i))) {
                x.add(features(runs.get(i), shift, factor, constant));
                y.add(task.holds(texts.get(i)) ? 1.0 : -1.0);
            }
        }
        double[] weights = new double[1 << bits];
        if (y.stream().distinct().count() < 2) {
            // nothing to tell apart: the log-odds of what is known
            return GramWeights.of(
                    weights,
                    y.isEmpty() || y.get(0) < 0 ? -StrictMath.log(1 + y.size()) : StrictMath.log(1 + y.size()));
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
        for (int b = 0; b < weights.length; b++) {
            weights[b] = sign * w[b] * (factor == null ? 1 : factor[b]);
        }
        return GramWeights.of(weights, sign * w[constant - 1]);
    }

    /** @param sorted rising */
    private static Feature[] features(
            int[] sorted, int shift, double @org.jspecify.annotations.Nullable [] factor, int constant) {
        List<Feature> out = new ArrayList<>(sorted.length + 1);
        double norm = 1 / Math.sqrt(sorted.length);
        int i = 0;
        while (i < sorted.length) {
            int bucket = sorted[i] >>> shift;
            int k = i;
            while (k < sorted.length && sorted[k] >>> shift == bucket) {
                k++;
            }
            out.add(new FeatureNode(bucket + 1, (k - i) * norm * (factor == null ? 1 : factor[bucket])));
            i = k;
        }
        out.add(new FeatureNode(constant, 1));
        return out.toArray(new Feature[0]);
    }

    /** The two questions asked of a text. */
    private enum Task {
        /**
         * Praise or blame? Asked of files that know no third: where statements stand between, what is called praise or
         * blame is fainter, and learning from it costs .2 points on reviews.
         */
        PRAISE {
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
