package io.tidewatch.rule.file;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.rule.Metric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a kind of rule may and must have.
 *
 * @param fields names beyond those that every rule may have
 * @param required names that must be there
 * @param conditions what a severity may look at
 * @param volume one of these must be under every severity, so that no handful of messages fires; empty when not needed
 * @param recovers ends by {@code recover}
 * @param keepsFiring ends by {@code keep_firing_for}
 */
record KindContract(
        Set<String> fields,
        Set<String> required,
        Set<Metric> conditions,
        Set<Metric> volume,
        boolean recovers,
        boolean keepsFiring) {

    /** Fields that every rule may have. */
    static final Set<String> COMMON = Set.of(
            "alert",
            "kind",
            "severities",
            "owner",
            "limits",
            "labels",
            "annotations",
            "evidence",
            "active_time_intervals",
            "by",
            "for");

    private static final Set<Metric> COUNTS = EnumSet.of(Metric.POSTS, Metric.ORIGINALS, Metric.AUTHORS, Metric.REACH);
    private static final Set<Metric> VOLUME = EnumSet.of(Metric.POSTS, Metric.ORIGINALS, Metric.AUTHORS);

    private static final Map<AlertKind, KindContract> OF = new EnumMap<>(AlertKind.class);

    static {
        Set<Metric> surge =
                with(COUNTS, Metric.RATIO, Metric.SCORE, Metric.PROBABILITY, Metric.SENSITIVITY, Metric.NEGATIVE_SHARE);
        OF.put(AlertKind.SURGE, recovering(List.of("where", "window"), List.of("window"), surge, VOLUME));
        OF.put(AlertKind.SPIKE, recovering(List.of("where", "window"), List.of("window"), surge, VOLUME));
        OF.put(
                AlertKind.DRIFT,
                recovering(
                        List.of("where", "window"),
                        List.of("window"),
                        with(COUNTS, Metric.RATIO, Metric.SCORE, Metric.SENSITIVITY),
                        VOLUME));
        OF.put(
                AlertKind.THRESHOLD,
                recovering(List.of("where", "window"), List.of("window"), with(COUNTS, Metric.NEGATIVE_SHARE), COUNTS));
        OF.put(
                AlertKind.SHIFT,
                recovering(
                        List.of("where", "window", "share"),
                        List.of("window", "share"),
                        EnumSet.of(Metric.DELTA_POINTS, Metric.CONFIDENCE, Metric.ORIGINALS),
                        EnumSet.of(Metric.ORIGINALS)));
        OF.put(
                AlertKind.SEQUENCE,
                keeping(
                        List.of("where", "within", "steps", "skip"),
                        List.of("within", "steps"),
                        EnumSet.noneOf(Metric.class)));
        OF.put(
                AlertKind.REPEAT,
                keeping(
                        List.of("where", "window", "times", "after_close"),
                        List.of("by", "window", "times"),
                        EnumSet.of(Metric.ORDERS, Metric.GRADE)));
        OF.put(
                AlertKind.MATCH,
                keeping(List.of("where"), List.of(), EnumSet.of(Metric.GRADE, Metric.REACH, Metric.VELOCITY)));
        OF.put(
                AlertKind.FLATLINE,
                ending(
                        List.of("where", "window"),
                        List.of("by", "window"),
                        EnumSet.of(Metric.ORIGINALS, Metric.RATIO)));
        OF.put(
                AlertKind.NEW_TERM,
                keeping(
                        List.of("where", "window", "background"),
                        List.of("window"),
                        EnumSet.of(Metric.ORIGINALS, Metric.AUTHORS, Metric.LIFT, Metric.FDR)));
        OF.put(
                AlertKind.COMPOSITE,
                ending(List.of("within", "when"), List.of("within", "when"), EnumSet.noneOf(Metric.class)));
    }

    static KindContract of(AlertKind kind) {
        return OF.get(kind);
    }

    /** Every field of any kind, sorted. */
    static Set<String> allFields() {
        Set<String> all = new TreeSet<>(COMMON);
        OF.values().forEach(c -> all.addAll(c.fields()));
        return all;
    }

    boolean allows(String field) {
        return COMMON.contains(field) || fields.contains(field);
    }

    private static KindContract recovering(
            List<String> fields, List<String> required, Set<Metric> conditions, Set<Metric> volume) {
        return new KindContract(plus(fields, "recover"), Set.copyOf(required), conditions, volume, true, false);
    }

    private static KindContract keeping(List<String> fields, List<String> required, Set<Metric> conditions) {
        return new KindContract(
                plus(fields, "keep_firing_for"), Set.copyOf(required), conditions, Set.of(), false, true);
    }

    private static KindContract ending(List<String> fields, List<String> required, Set<Metric> conditions) {
        return new KindContract(Set.copyOf(fields), Set.copyOf(required), conditions, Set.of(), false, false);
    }

    private static Set<String> plus(List<String> fields, String more) {
        Set<String> out = new LinkedHashSet<>(fields);
        out.add(more);
        return Set.copyOf(out);
    }

    private static Set<Metric> with(Set<Metric> base, Metric... more) {
        Set<Metric> out = EnumSet.copyOf(base);
        out.addAll(List.of(more));
        return out;
    }
}
