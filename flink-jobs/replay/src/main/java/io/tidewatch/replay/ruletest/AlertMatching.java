package io.tidewatch.replay.ruletest;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.replay.explain.FigureText;
import io.tidewatch.rule.test.AlertExpectation;
import io.tidewatch.rule.test.ExpectedNumber;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which alert is which expected one: each exactly one, none left over. */
final class AlertMatching {
    private final List<AlertExpectation.Expected> expected;
    private final List<Alert> actual;
    private final MessageDescription knownAs;
    private final Function<Alert, AlertValue> values;

    /**
     * @param values what is measured of an alert at the time in question; the alert itself says what was last emitted
     */
    AlertMatching(
            List<AlertExpectation.Expected> expected,
            List<Alert> actual,
            MessageDescription knownAs,
            Function<Alert, AlertValue> values) {
        this.values = values;
        this.expected = expected;
        this.actual = actual;
        this.knownAs = knownAs;
    }

    boolean complete() {
        if (expected.size() != actual.size()) {
            return false;
        }
        int[] taken = new int[actual.size()];
        java.util.Arrays.fill(taken, -1);
        for (int e = 0; e < expected.size(); e++) {
            if (!place(e, taken, new boolean[actual.size()])) {
                return false;
            }
        }
        return true;
    }

    /** Augmenting paths: an expected alert may move to another one that suits it as well. */
    private boolean place(int e, int[] taken, boolean[] tried) {
        for (int a = 0; a < actual.size(); a++) {
            if (!tried[a] && difference(expected.get(e), actual.get(a)) == null) {
                tried[a] = true;
                if (taken[a] < 0 || place(taken[a], taken, tried)) {
                    taken[a] = e;
                    return true;
                }
            }
        }
        return false;
    }

    /** Null when an alert is as expected; else what is not, in words. */
    @Nullable
    String difference(AlertExpectation.Expected e, Alert a) {
        Map<String, String> labels = labels(a);
        for (Map.Entry<String, String> l : e.labels().entrySet()) {
            String has = labels.get(l.getKey());
            if (!l.getValue().equals(has)
                    && !knownAs.value(l.getKey(), l.getValue()).equals(has)) {
                return "label " + l.getKey() + " is " + (has == null ? "not there" : "'" + has + "'") + ", expected '"
                        + l.getValue() + "'";
            }
        }
        for (Map.Entry<String, ExpectedNumber> v : e.values().entrySet()) {
            double measured = measure(values.apply(a), v.getKey());
            if (!v.getValue().holds(measured)) {
                return v.getKey() + " is " + (Double.isNaN(measured) ? "not known" : FigureText.number(measured))
                        + ", expected " + v.getValue();
            }
        }
        return null;
    }

    static Map<String, String> labels(Alert a) {
        Map<String, String> labels = Dispatch.labels(a);
        labels.put("alertname", a.rule());
        labels.putIfAbsent("issue", a.incident());
        return labels;
    }

    private static double measure(AlertValue a, String name) {
        return switch (name) {
            case "posts" -> a.posts();
            case "originals" -> a.originals();
            case "authors" -> a.authors();
            case "reach" -> a.reach();
            case "negative_share" -> a.negativeShare();
            case "expected" -> number(a.expected());
            case "ratio" -> number(a.ratio());
            case "score" -> number(a.score());
            case "probability" -> number(a.probability());
            case "doubling_minutes" -> number(a.doublingMinutes());
            case "surprise" -> number(a.surprise());
            case "share" -> a.change() == null ? Double.NaN : a.change().share();
            case "usual_share" -> a.change() == null ? Double.NaN : a.change().usual();
            case "delta_points" -> a.change() == null ? Double.NaN : a.change().deltaPoints();
            case "confidence" -> a.change() == null ? Double.NaN : a.change().confidence();
            default -> Double.NaN;
        };
    }

    private static double number(@Nullable Double d) {
        return d == null ? Double.NaN : d;
    }
}
