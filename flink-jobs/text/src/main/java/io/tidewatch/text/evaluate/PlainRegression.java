package io.tidewatch.text.evaluate;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.Judge;
import io.tidewatch.text.sentiment.LabelledText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The plain way, to measure beside: logistic regression (liblinear, C = 4) over the counts of runs of 1 to 3 characters in
 * 2^18 buckets, each text divided by its Euclidean length.
 */
public final class PlainRegression implements Judge {
    private static final double COST = 4;
    private static final double TOLERANCE = 0.01;

    private final double[] weights;

    private PlainRegression(double[] weights) {
        this.weights = weights;
    }

    /**
     * Learns positive and negative from files that have no third label; one thread, the same texts in the same order
     * give the same weights.
     *
     * @throws IllegalArgumentException when one of the two is missing
     */
    public static PlainRegression train(List<LabelledText> texts) {
        List<Feature[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (LabelledText t : texts) {
            if (!t.threeClass() && t.label() != Label.NEUTRAL) {
                x.add(features(t.text()));
                y.add(t.label() == Label.POSITIVE ? 1.0 : -1.0);
            }
        }
        if (y.stream().distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "no texts of both labels: expected positive and negative texts to learn from");
        }
        Problem problem = new Problem();
        problem.l = x.size();
        problem.n = HashedRuns.BUCKETS + 1;
        problem.bias = 1;
        problem.x = x.toArray(new Feature[0][]);
        problem.y = y.stream().mapToDouble(Double::doubleValue).toArray();
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE));
        double[] w = model.getFeatureWeights().clone();
        double sign = model.getLabels()[0] > 0 ? 1 : -1;
        for (int b = 0; b < w.length; b++) {
            w[b] *= sign;
        }
        return new PlainRegression(w);
    }

    @Override
    public Odds judge(LabelledText text) {
        double sum = 0;
        for (Feature f : features(text.text())) {
            sum += weights[f.getIndex() - 1] * f.getValue();
        }
        double positive = 1 / (1 + Math.exp(-sum));
        return new Odds(1 - positive, 0, positive);
    }

    /** Buckets from 1 on, in rising order, the constant last. */
    private static Feature[] features(String text) {
        Map<Integer, Integer> counts = HashedRuns.of(text);
        double squares = 0;
        for (int n : counts.values()) {
            squares += (double) n * n;
        }
        double norm = squares == 0 ? 0 : 1 / Math.sqrt(squares);
        Feature[] out = new Feature[counts.size() + 1];
        int i = 0;
        for (Map.Entry<Integer, Integer> e : counts.entrySet()) {
            out[i++] = new FeatureNode(e.getKey(), e.getValue() * norm);
        }
        out[i] = new FeatureNode(HashedRuns.BUCKETS + 1, 1);
        return out;
    }
}
