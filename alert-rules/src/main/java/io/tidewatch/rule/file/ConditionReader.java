package io.tidewatch.rule.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.filter.Sensitivity;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the conditions under severities and {@code recover}. */
final class ConditionReader {
    static final Pattern FORM = Pattern.compile(
            "\\s*(>=|<=|==|>|<)\\s*([+-]?(?:[0-9]{1,15}(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]{1,2})?");

    private static final Set<Metric> SIGNED = EnumSet.of(Metric.SCORE, Metric.DELTA_POINTS);
    private static final Set<Metric> SHARES = EnumSet.of(Metric.PROBABILITY, Metric.NEGATIVE_SHARE, Metric.CONFIDENCE);
    private static final Set<Metric> COUNTS = EnumSet.of(Metric.POSTS, Metric.ORIGINALS, Metric.AUTHORS, Metric.REACH);

    private static final long SURGE_HOLD_MS = 30 * 60_000L;

    private final AlertKind kind;
    private final KindContract contract;

    ConditionReader(AlertKind kind) {
        this.kind = kind;
        this.contract = KindContract.of(kind);
    }

    /** In rising order; empty only when a problem was noted. */
    List<SeverityLevel> severities(YamlMap rule) {
        List<SeverityLevel> out = new ArrayList<>();
        YamlMap map = rule.map("severities");
        if (map == null) {
            return out;
        }
        if (map.keys().isEmpty()) {
            rule.error("severities", "empty, expected at least one of info, warning, critical");
        }
        map.refuseEmpty();
        for (String name : map.keys()) {
            Severity severity;
            try {
                severity = Severity.of(name);
            } catch (IllegalArgumentException e) {
                map.keyError(
                        name,
                        "unknown severity '" + name + "'"
                                + suggestionOr(name, List.of("info", "warning", "critical"), ""));
                continue;
            }
            YamlMap conditions = map.map(name);
            if (conditions != null) {
                List<Condition> read = conditions(conditions, contract.conditions());
                checkVolume(rule, name, conditions, read);
                out.add(new SeverityLevel(severity, List.copyOf(read)));
            }
        }
        out.sort(Comparator.comparing(SeverityLevel::severity));
        return List.copyOf(out);
    }

    private void checkVolume(YamlMap rule, String severity, YamlMap conditions, List<Condition> read) {
        if (contract.volume().isEmpty()) {
            return;
        }
        for (Metric m : contract.volume()) {
            if (contract.volumeBelow() && conditions.has(m.wire())) {
                return;
            }
            for (Condition c : read) {
                if (c.metric() == m && isLowerBound(c) && c.value() > 0) {
                    return;
                }
            }
            // a count that is there but could not be read has its own problem already
            if (conditions.has(m.wire()) && read.stream().noneMatch(c -> c.metric() == m)) {
                return;
            }
        }
        String wanted = contract.volume().stream()
                .map(m -> m.wire())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        rule.keyError(
                "severities",
                severity + " has no minimum volume, expected at least one of " + wanted
                        + ", for example originals: '>= 30'");
    }

    private static boolean isLowerBound(Condition c) {
        return c.operator() == Operator.AT_LEAST || c.operator() == Operator.ABOVE || c.operator() == Operator.EQUAL;
    }

    /** Null for kinds that end otherwise. */
    @Nullable
    Recover recover(YamlMap rule, List<SeverityLevel> severities) {
        Recover usual = usualRecover(severities);
        if (usual == null) {
            return null;
        }
        YamlMap map = rule.map("recover");
        if (map == null) {
            return usual;
        }
        map.refuseEmpty();
        Set<Metric> allowed = EnumSet.copyOf(contract.conditions());
        allowed.remove(Metric.SENSITIVITY);
        List<Condition> read = conditions(map, allowed);
        long hold = map.duration("hold", read.isEmpty() ? usual.holdMs() : 0);
        if (read.isEmpty() && map.keys().stream().allMatch(k -> k.equals("hold"))) {
            if (!map.has("hold")) {
                rule.error("recover", "empty, expected a condition such as {ratio: '< 1.3', hold: 10m}");
            }
            return new Recover(usual.conditions(), hold);
        }
        return new Recover(List.copyOf(read), hold);
    }

    private @Nullable Recover usualRecover(List<SeverityLevel> severities) {
        List<Condition> lowest =
                severities.isEmpty() ? List.of() : severities.get(0).conditions();
        return switch (contract.ending()) {
            case BY_SCORE -> new Recover(List.of(new Condition(Metric.SCORE, Operator.BELOW, 0)), SURGE_HOLD_MS);
            case BY_COUNT -> new Recover(below(lowest), 0);
            case BY_SHARE -> new Recover(half(lowest), SURGE_HOLD_MS);
            case BY_TIME, BY_ITSELF -> null;
        };
    }

    private static List<Condition> below(List<Condition> lowest) {
        List<Condition> out = new ArrayList<>();
        for (Condition c : lowest) {
            if (COUNTS.contains(c.metric())) {
                out.add(
                        isLowerBound(c)
                                ? new Condition(c.metric(), Operator.BELOW, 0.75 * c.value())
                                : new Condition(c.metric(), Operator.AT_LEAST, c.value()));
            }
        }
        return List.copyOf(out);
    }

    private static List<Condition> half(List<Condition> lowest) {
        List<Condition> out = new ArrayList<>();
        for (Condition c : lowest) {
            if (c.metric() == Metric.DELTA_POINTS) {
                out.add(new Condition(c.metric(), isLowerBound(c) ? Operator.BELOW : Operator.ABOVE, c.value() / 2));
            }
        }
        return out.isEmpty() ? List.of(new Condition(Metric.CONFIDENCE, Operator.BELOW, 0.5)) : List.copyOf(out);
    }

    private List<Condition> conditions(YamlMap map, Set<Metric> allowed) {
        List<Condition> out = new ArrayList<>();
        map.refuseEmpty();
        for (String key : map.keys()) {
            if (key.equals("hold") && map.path().endsWith("recover")) {
                continue;
            }
            Metric metric = Arrays.stream(Metric.values())
                    .filter(m -> m.wire().equals(key))
                    .findFirst()
                    .orElse(null);
            List<String> names = allowed.stream().map(Metric::wire).toList();
            if (metric == null) {
                map.keyError(key, "unknown condition '" + key + "'" + suggestionOr(key, names, kind.wire()));
            } else if (!allowed.contains(metric)) {
                map.keyError(
                        key,
                        "condition '" + key + "' does not belong to kind " + kind.wire()
                                + (names.isEmpty()
                                        ? ", which has none"
                                        : ", expected one of " + String.join(", ", names)));
            } else {
                Condition c = condition(map, key, metric);
                if (c != null) {
                    out.add(c);
                }
            }
        }
        return out;
    }

    private static String suggestionOr(String word, List<String> known, String kind) {
        String s = Problems.suggestion(word, known);
        if (!s.isEmpty()) {
            return s;
        }
        return known.isEmpty()
                ? ": kind " + kind + " has no conditions"
                : ", expected one of " + String.join(", ", known);
    }

    private @Nullable Condition condition(YamlMap map, String key, Metric metric) {
        String text = map.string(key);
        if (text == null) {
            return null;
        }
        if (metric == Metric.SENSITIVITY) {
            for (Sensitivity s : Sensitivity.values()) {
                if (s.wire().equals(text)) {
                    return new Condition(Metric.SCORE, Operator.AT_LEAST, s.score());
                }
            }
            map.error(key, "'" + text + "', expected low, normal or high");
            return null;
        }
        if (metric == Metric.FDR) {
            double fdr = NUMBER.matches(text) ? Double.parseDouble(text) : Double.NaN;
            if (fdr > 0 && fdr < 1) {
                return new Condition(Metric.FDR, Operator.AT_MOST, fdr);
            }
            map.error(key, "'" + text + "', expected a plain number between 0 and 1, such as 0.05");
            return null;
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            map.error(key, "'" + text + "', expected a comparison such as '>= 30'" + hint(text));
            return null;
        }
        double value = Double.parseDouble(m.group(2));
        Operator operator = operator(m.group(1));
        String fault = faultOf(metric, operator, value);
        if (fault != null) {
            map.error(key, "'" + text + "', " + fault);
            return null;
        }
        if (metric == Metric.SCORE
                && isLowerBound(new Condition(metric, operator, value))
                && value > contract.maxScore()) {
            map.warning(
                    key,
                    "'" + text + "' never holds: the score of a " + kind.wire() + " ends near " + contract.maxScore());
        }
        return new Condition(metric, operator, value);
    }

    private static @Nullable String faultOf(Metric metric, Operator operator, double value) {
        if (value < 0 && !SIGNED.contains(metric)) {
            return "negative, expected at least 0";
        }
        if (SHARES.contains(metric) && value > 1) {
            return "expected a share between 0 and 1";
        }
        if (metric == Metric.GRADE && (value < 1 || value > 5)) {
            return "expected a grade from 1 to 5";
        }
        if (metric == Metric.DELTA_POINTS && Math.abs(value) > 100) {
            return "expected percentage points between -100 and 100";
        }
        if (value == 0 && operator == Operator.BELOW && !SIGNED.contains(metric)) {
            return "never holds: " + metric.name().toLowerCase(Locale.ROOT) + " is never below 0";
        }
        return null;
    }

    private static String hint(String text) {
        String t = text.strip();
        if (NUMBER.matches(t)) {
            return ", did you mean '>= " + t + "'?";
        }
        if (t.startsWith("=") && !t.startsWith("==")) {
            return ", did you mean '==" + t.substring(1) + "'?";
        }
        if (t.endsWith("%")) {
            return ", a share is written as a number between 0 and 1";
        }
        return "";
    }

    private static Operator operator(String symbol) {
        for (Operator o : Operator.values()) {
            if (o.symbol().equals(symbol)) {
                return o;
            }
        }
        throw new IllegalArgumentException(symbol);
    }
}
