package io.tidewatch.text.evaluate;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The plain way to give texts several labels, to measure beside: for each label a logistic regression (liblinear, C = 4,
 * texts with the label weighing as much together as those without) over the runs of 1 to 3 characters, (1 + ln count) times
 * the inverse document frequency, each text divided by its Euclidean length. A label is given from even odds on.
 */
final class TfIdfRegression {
    private static final double COST = 4;
    private static final double TOLERANCE = 0.01;

    private final double[] inverseFrequency;
    private final Map<String, double[]> weights;

    private TfIdfRegression(double[] inverseFrequency, Map<String, double[]> weights) {
        this.inverseFrequency = inverseFrequency;
        this.weights = weights;
    }

    /**
     * One thread; the same texts in the same order give the same weights. A label of all texts or none is never given.
     *
     * @param labels of each text, as many as texts
     */
    static TfIdfRegression train(List<String> texts, List<Set<String>> labels) {
        double[] inverse = inverseFrequency(texts);
        TfIdfRegression out = new TfIdfRegression(inverse, new TreeMap<>());
        Problem problem = new Problem();
        problem.l = texts.size();
        problem.n = HashedRuns.BUCKETS + 1;
        problem.bias = 1;
        problem.x = texts.stream().map(out::features).toArray(Feature[][]::new);
        Set<String> all = new TreeSet<>();
        labels.forEach(all::addAll);
        Linear.disableDebugOutput();
        for (String label : all) {
            problem.y =
                    labels.stream().mapToDouble(l -> l.contains(label) ? 1 : -1).toArray();
            double with = labels.stream().filter(l -> l.contains(label)).count();
            if (with == texts.size()) {
                continue;
            }
            Parameter parameter = new Parameter(SolverType.L2R_LR, COST, TOLERANCE);
            parameter.setWeights(
                    new double[] {texts.size() / (2 * with), texts.size() / (2 * (texts.size() - with))},
                    new int[] {1, -1});
            Model model = Linear.train(problem, parameter);
            double[] w = model.getFeatureWeights().clone();
            double sign = model.getLabels()[0] > 0 ? 1 : -1;
            for (int b = 0; b < w.length; b++) {
                w[b] *= sign;
            }
            out.weights.put(label, w);
        }
        return out;
    }

    /** The labels it gives a text. */
    Set<String> labels(String text) {
        Feature[] features = features(text);
        Set<String> out = new TreeSet<>();
        weights.forEach((label, w) -> {
            double sum = 0;
            for (Feature f : features) {
                sum += w[f.getIndex() - 1] * f.getValue();
            }
            if (sum > 0) {
                out.add(label);
            }
        });
        return out;
    }

    /** The likeliest of the labels; empty when it has learnt none. */
    String best(String text) {
        Feature[] features = features(text);
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, double[]> e : weights.entrySet()) {
            double sum = 0;
            for (Feature f : features) {
                sum += e.getValue()[f.getIndex() - 1] * f.getValue();
            }
            if (sum > most) {
                most = sum;
                best = e.getKey();
            }
        }
        return best;
    }

    private static double[] inverseFrequency(List<String> texts) {
        double[] out = new double[HashedRuns.BUCKETS + 1];
        texts.forEach(t -> HashedRuns.of(fold(t)).keySet().forEach(b -> out[b]++));
        for (int b = 0; b < out.length; b++) {
            out[b] = Math.log((1 + texts.size()) / (1 + out[b])) + 1;
        }
        return out;
    }

    /** Buckets in rising order, the constant last. */
    private Feature[] features(String text) {
        List<Feature> out = new ArrayList<>();
        double squares = 0;
        for (Map.Entry<Integer, Integer> e : HashedRuns.of(fold(text)).entrySet()) {
            double weight = (1 + Math.log(e.getValue())) * inverseFrequency[e.getKey()];
            squares += weight * weight;
            out.add(new FeatureNode(e.getKey(), weight));
        }
        double norm = squares == 0 ? 0 : 1 / Math.sqrt(squares);
        out.forEach(f -> f.setValue(f.getValue() * norm));
        out.add(new FeatureNode(HashedRuns.BUCKETS + 1, 1));
        return out.toArray(new Feature[0]);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
