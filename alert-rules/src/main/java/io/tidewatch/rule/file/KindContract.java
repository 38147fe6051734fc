package io.tidewatch.rule.file;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.rule.Metric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a kind of rule may and must have.
 *
 * @param fields names beyond those that every rule may have
 * @param required names that must be there
 * @param conditions what a severity may look at
 * @param volume one of these must be under every severity, so that no handful of messages fires; empty when not needed
 * @param volumeBelow an upper bound on one of them is enough
 * @param ending how its episodes end
 * @param minWindowMs shortest window, milliseconds; 0 when any will do
 * @param maxScore a score cannot rise above it
 * @param found dimensions that its alerts have beyond {@code by}
 */
record KindContract(
        Set<String> fields,
        Set<String> required,
        Set<Metric> conditions,
        Set<Metric> volume,
        boolean volumeBelow,
        Ending ending,
        long minWindowMs,
        double maxScore,
        List<String> found) {
    /** How episodes end. */
    enum Ending {
        /** By {@code recover}; usually when the score is negative. */
        BY_SCORE,
        /** By {@code recover}; usually when the counts are well below the lowest severity. */
        BY_COUNT,
        /** By {@code recover}; usually when half of the change is left. */
        BY_SHARE,
        /** When {@code keep_firing_for} has passed. */
        BY_TIME,
        /** When what it waits for comes. */
        BY_ITSELF
    }

    /** A surge's score cannot rise above it, because the evidence of one bin is capped. */
    static final double SURGE_CEILING = 6.4;

    private static final long MIN_DRIFT_MS = 6 * 3_600_000L;

    /** Fields that every rule may have. */
    static final Set<String> COMMON = Set.of(
            "alert",
            "kind",
            "severities",
            "owner",
            "limits",
            "budget",
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
        for (AlertKind kind : AlertKind.ofRules()) {
            OF.put(kind, make(kind));
        }
    }

    private static KindContract make(AlertKind kind) {
        return switch (kind) {
            case SURGE ->
                windowed(Ending.BY_SCORE, surgeMetrics(), VOLUME)
                        .scoringUpTo(SURGE_CEILING)
                        .overWindows();
            case SPIKE -> windowed(Ending.BY_SCORE, surgeMetrics(), VOLUME).overWindows();
            case DRIFT ->
                windowed(Ending.BY_SCORE, with(COUNTS, Metric.RATIO, Metric.SCORE, Metric.SENSITIVITY), VOLUME)
                        .over(MIN_DRIFT_MS);
            case THRESHOLD ->
                windowed(Ending.BY_COUNT, with(COUNTS, Metric.NEGATIVE_SHARE), COUNTS)
                        .orBelow();
            case SHIFT ->
                of(
                        Ending.BY_SHARE,
                        List.of("where", "window", "share"),
                        List.of("window", "share"),
                        EnumSet.of(Metric.DELTA_POINTS, Metric.CONFIDENCE, Metric.ORIGINALS),
                        EnumSet.of(Metric.ORIGINALS));
            case SEQUENCE ->
                of(
                        Ending.BY_TIME,
                        List.of("where", "within", "steps", "skip"),
                        List.of("within", "steps"),
                        EnumSet.noneOf(Metric.class),
                        Set.of());
            case REPEAT ->
                of(
                        Ending.BY_TIME,
                        List.of("where", "window", "times", "after_close"),
                        List.of("by", "window", "times"),
                        EnumSet.of(Metric.ORDERS, Metric.GRADE),
                        Set.of());
            case MATCH ->
                of(
                        Ending.BY_TIME,
                        List.of("where", "levels"),
                        List.of(),
                        EnumSet.of(Metric.GRADE, Metric.REACH, Metric.VELOCITY, Metric.SURPRISE),
                        Set.of());
            case FLATLINE ->
                of(
                        Ending.BY_ITSELF,
                        List.of("where", "window"),
                        List.of("by", "window"),
                        EnumSet.of(Metric.ORIGINALS, Metric.RATIO),
                        Set.of());
            case NEW_TERM ->
                of(
                                Ending.BY_TIME,
                                List.of("where", "window", "background", "levels"),
                                List.of("window"),
                                EnumSet.of(Metric.ORIGINALS, Metric.AUTHORS, Metric.LIFT, Metric.FDR),
                                Set.of())
                        .finding("keyword");
            case COMPOSITE ->
                of(
                        Ending.BY_ITSELF,
                        List.of("within", "when"),
                        List.of("within", "when"),
                        EnumSet.noneOf(Metric.class),
                        Set.of());
            case SUSPENDED -> throw new IllegalStateException("no rule is " + kind);
        };
    }

    static KindContract of(AlertKind kind) {
        return Objects.requireNonNull(OF.get(kind));
    }

    /** Every field of any kind, sorted. */
    static Set<String> allFields() {
        Set<String> all = new TreeSet<>(COMMON);
        OF.values().forEach(c -> all.addAll(c.fields()));
        return all;
    }

    /** True when rules of the kind read a series, of which there may be so many: the others remember messages or episodes. */
    boolean readsSeries() {
        return fields.contains("window") && !keepsFiring();
    }

    boolean allows(String field) {
        return COMMON.contains(field) || fields.contains(field);
    }

    /** True when an alert comes at once and what ends it is time. */
    boolean keepsFiring() {
        return ending == Ending.BY_TIME;
    }

    private static KindContract windowed(Ending ending, Set<Metric> conditions, Set<Metric> volume) {
        return of(ending, List.of("where", "window", "levels"), List.of("window"), conditions, volume);
    }

    private static KindContract of(
            Ending ending, List<String> fields, List<String> required, Set<Metric> conditions, Set<Metric> volume) {
        Set<String> all = new LinkedHashSet<>(fields);
        switch (ending) {
            case BY_SCORE, BY_COUNT, BY_SHARE -> all.add("recover");
            case BY_TIME -> all.add("keep_firing_for");
            case BY_ITSELF -> {
                // nothing says when
            }
        }
        return new KindContract(
                Set.copyOf(all),
                Set.copyOf(required),
                conditions,
                volume,
                false,
                ending,
                0,
                Double.POSITIVE_INFINITY,
                List.of());
    }

    private KindContract orBelow() {
        return new KindContract(fields, required, conditions, volume, true, ending, minWindowMs, maxScore, found);
    }

    private KindContract over(long ms) {
        return new KindContract(fields, required, conditions, volume, volumeBelow, ending, ms, maxScore, found);
    }

    /** May look over more windows than one. */
    private KindContract overWindows() {
        Set<String> all = new LinkedHashSet<>(fields);
        all.add("windows");
        return new KindContract(
                Set.copyOf(all), required, conditions, volume, volumeBelow, ending, minWindowMs, maxScore, found);
    }

    private KindContract scoringUpTo(double score) {
        return new KindContract(fields, required, conditions, volume, volumeBelow, ending, minWindowMs, score, found);
    }

    private KindContract finding(String dimension) {
        return new KindContract(
                fields, required, conditions, volume, volumeBelow, ending, minWindowMs, maxScore, List.of(dimension));
    }

    private static Set<Metric> surgeMetrics() {
        return with(
                COUNTS,
                Metric.RATIO,
                Metric.SCORE,
                Metric.PROBABILITY,
                Metric.SENSITIVITY,
                Metric.SURPRISE,
                Metric.NEGATIVE_SHARE);
    }

    private static Set<Metric> with(Set<Metric> base, Metric... more) {
        Set<Metric> out = EnumSet.copyOf(base);
        out.addAll(List.of(more));
        return out;
    }
}
