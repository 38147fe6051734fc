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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Trains the English model: logistic regression (liblinear, Newton's method, which draws no random numbers) over {@link
 * EnglishWords}, weighted by how far each parts the two sides (after Wang and Manning, 2012). Both sides count alike, whatever
 * their numbers. It is calibrated (Platt, 1999) on trades that it has not learnt from: each domain is left out in turn. One
 * thread; the same texts in any order give the same bytes.
 */
public final class EnglishTrainer {
    private static final int POSITIVE_BITS = 18;
    private static final int PLAIN_BITS = 17;
    private static final double POSITIVE_COST = 8;
    private static final double PLAIN_COST = 2;
    private static final double TOLERANCE = 0.01;
    /** How much of a weight is the distance of its odds, the rest being 1. */
    private static final double ODDS_SHARE = 0.7;

    private static final int LEAST = 2;
    private static final String NONE = "";

    private final List<LabelledText> texts;
    private final List<int[]> buckets = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();

    private EnglishTrainer(List<LabelledText> unsorted) {
        texts = new ArrayList<>(unsorted);
        texts.sort(Corpus.FIXED_ORDER);
        EnglishWords words = new EnglishWords(POSITIVE_BITS);
        for (LabelledText t : texts) {
            words.read(t.text().toCharArray(), t.text().length());
            TreeMap<Integer, Float> sums = new TreeMap<>();
            for (int i = 0; i < words.size(); i++) {
                sums.merge(words.bucket(i), words.value(i), Float::sum);
            }
            int[] b = new int[sums.size()];
            float[] v = new float[b.length];
            int n = 0;
            for (Map.Entry<Integer, Float> e : sums.entrySet()) {
                b[n] = e.getKey();
                v[n++] = e.getValue();
            }
            buckets.add(b);
            values.add(v);
            lengths.add(Math.max(1, words.words()));
        }
    }

    /**
     * @param texts distinct, in any order
     * @throws IllegalArgumentException when positive, negative or neutral ones are missing
     */
    public static EnglishModel train(List<LabelledText> texts) {
        for (Label needed : Label.values()) {
            if (texts.stream().filter(t -> t.label() == needed).count() < LEAST) {
                throw new IllegalArgumentException("no English texts labelled " + needed.wire()
                        + ": expected negative, neutral and positive texts to learn from");
            }
        }
        return new EnglishTrainer(texts).train();
    }

    private EnglishModel train() {
        return new EnglishModel(
                solve(Task.POSITIVE, NONE), calibrate(Task.POSITIVE), solve(Task.PLAIN, NONE), calibrate(Task.PLAIN));
    }

    private Calibration calibrate(Task task) {
        TreeSet<String> domains = new TreeSet<>();
        texts.forEach(t -> domains.add(t.domain()));
        List<Double> evidence = new ArrayList<>();
        List<Boolean> yes = new ArrayList<>();
        for (String domain : domains.size() < LEAST ? List.<String>of() : domains) {
            GramWeights weights = solve(task, domain);
            for (int i = 0; i < texts.size(); i++) {
                if (texts.get(i).domain().equals(domain) && task.concerns(texts.get(i))) {
                    evidence.add(evidence(weights, i));
                    yes.add(task.holds(texts.get(i)));
                }
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

    private double evidence(GramWeights weights, int text) {
        int shift = POSITIVE_BITS - weights.bits();
        double sum = 0;
        for (int k = 0; k < buckets.get(text).length; k++) {
            sum += values.get(text)[k] * weights.of(buckets.get(text)[k] >>> shift);
        }
        return weights.evidence(sum, lengths.get(text));
    }

    /** @param without a domain that is left out; one that is not there to learn from all */
    private GramWeights solve(Task task, String without) {
        int shift = POSITIVE_BITS - task.bits();
        int size = 1 << task.bits();
        double[] factor = oddsFactors(task, without, shift, size);
        List<Feature[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        int yes = 0;
        for (int i = 0; i < texts.size(); i++) {
            LabelledText t = texts.get(i);
            if (task.concerns(t) && !t.domain().equals(without)) {
                x.add(features(i, shift, factor));
                y.add(task.holds(t) ? 1.0 : -1.0);
                yes += task.holds(t) ? 1 : 0;
            }
        }
        if (yes == 0 || yes == y.size()) {
            return GramWeights.of(new double[size], 0);
        }
        Problem problem = new Problem();
        problem.l = x.size();
        problem.n = size + 1;
        problem.bias = 1;
        problem.x = x.toArray(new Feature[0][]);
        problem.y = y.stream().mapToDouble(Double::doubleValue).toArray();
        Linear.disableDebugOutput();
        Parameter parameter = new Parameter(SolverType.L2R_LR, task.cost(), TOLERANCE);
        parameter.setWeights(new double[] {y.size() / (2.0 * yes), y.size() / (2.0 * (y.size() - yes))}, new int[] {
            1, -1
        });
        Model model = Linear.train(problem, parameter);
        double[] w = model.getFeatureWeights();
        double sign = model.getLabels()[0] > 0 ? 1 : -1;
        double[] weights = new double[size];
        for (int b = 0; b < size; b++) {
            weights[b] = sign * w[b] * factor[b];
        }
        return GramWeights.of(weights, sign * w[size]);
    }

    private Feature[] features(int text, int shift, double[] factor) {
        int[] b = buckets.get(text);
        float[] v = values.get(text);
        double norm = 1 / Math.sqrt(lengths.get(text));
        List<Feature> out = new ArrayList<>();
        int i = 0;
        while (i < b.length) {
            int bucket = b[i] >>> shift;
            double sum = 0;
            while (i < b.length && b[i] >>> shift == bucket) {
                sum += v[i++];
            }
            out.add(new FeatureNode(bucket + 1, sum * norm * factor[bucket]));
        }
        out.add(new FeatureNode(factor.length + 1, 1));
        return out.toArray(new Feature[0]);
    }

    /** For each bucket the log of (its share on the one side / its share on the other), by texts, a part of it beside 1. */
    private double[] oddsFactors(Task task, String without, int shift, int size) {
        double[] yes = new double[size];
        double[] no = new double[size];
        Arrays.fill(yes, 1);
        Arrays.fill(no, 1);
        for (int i = 0; i < texts.size(); i++) {
            LabelledText t = texts.get(i);
            if (task.concerns(t) && !t.domain().equals(without)) {
                double[] side = task.holds(t) ? yes : no;
                int before = -1;
                for (int b : buckets.get(i)) {
                    if (b >>> shift != before) {
                        before = b >>> shift;
                        side[before]++;
                    }
                }
            }
        }
        double allYes = 0;
        double allNo = 0;
        for (int b = 0; b < size; b++) {
            allYes += yes[b];
            allNo += no[b];
        }
        double[] out = new double[size];
        for (int b = 0; b < size; b++) {
            double odds = StrictMath.log(yes[b] / allYes * allNo / no[b]);
            out[b] = ODDS_SHARE * Math.abs(odds) + 1 - ODDS_SHARE;
        }
        return out;
    }

    /** The two questions asked of a text. */
    private enum Task {
        /** Positive or negative? */
        POSITIVE {
            @Override
            boolean concerns(LabelledText t) {
                return t.label() != Label.NEUTRAL;
            }

            @Override
            boolean holds(LabelledText t) {
                return t.label() == Label.POSITIVE;
            }

            @Override
            int bits() {
                return POSITIVE_BITS;
            }

            @Override
            double cost() {
                return POSITIVE_COST;
            }
        },
        /** A plain statement or question, or an opinion? */
        PLAIN {
            @Override
            boolean concerns(LabelledText t) {
                return true;
            }

            @Override
            boolean holds(LabelledText t) {
                return t.label() == Label.NEUTRAL;
            }

            @Override
            int bits() {
                return PLAIN_BITS;
            }

            @Override
            double cost() {
                return PLAIN_COST;
            }
        };

        abstract boolean concerns(LabelledText t);

        abstract boolean holds(LabelledText t);

        abstract int bits();

        abstract double cost();
    }
}
