package io.tidewatch.text;

import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What raises a grade, and by how much, as data. Steps only add, and floors fall from P1 to P4, so a grade rises with every
 * input.
 *
 * @param floors base severity, or {@code other}, → grade to start from, 1–5
 * @param sentiment each adds where the score is at most its limit
 * @param reach each adds where the author has at least so many followers
 * @param tiers each adds where the customer's tier is one of its names, lower case
 * @param danger least grade of a complaint with words of danger, 1–5
 */
record GradeTable(
        Map<String, Integer> floors, List<Step> sentiment, List<Step> reach, List<TierStep> tiers, int danger) {
    static final int BEST = 1;
    static final int WORST = 5;

    private static final List<String> SEVERITIES = List.of("P1", "P2", "P3", "P4");
    private static final String OTHER = "other";

    /** @param add at least 0 */
    record Step(double limit, int add) {}

    /** @param add at least 0 */
    record TierStep(Set<String> names, int add) {}

    static GradeTable packaged() {
        try (InputStream in = GradeTable.class.getResourceAsStream("grading.yaml")) {
            if (in == null) {
                throw new IllegalStateException("resource missing: grading.yaml");
            }
            Problems problems = new Problems();
            GradeTable table = read("grading.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8), problems);
            problems.throwIfErrors();
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param problems takes every fault with file, line and field; the table is only to be used without any */
    static GradeTable read(String file, String text, Problems problems) {
        Map<String, Integer> floors = new LinkedHashMap<>();
        List<Step> sentiment = new ArrayList<>();
        List<Step> reach = new ArrayList<>();
        List<TierStep> tiers = new ArrayList<>();
        YamlMap root = YamlFile.parse(file, text, problems);
        if (root == null) {
            return new GradeTable(Map.of(), List.of(), List.of(), List.of(), BEST);
        }
        root.allow(Set.of("apiVersion", "floor", "sentiment", "reach", "tier", "danger"));
        YamlMap floor = root.map("floor");
        if (floor == null) {
            root.error("floor", "missing field 'floor'");
        } else {
            readFloors(floor, floors);
        }
        for (YamlMap m : root.maps("sentiment")) {
            m.allow(Set.of("at_most", "add"));
            sentiment.add(new Step(m.decimal("at_most", 0), add(m)));
        }
        for (YamlMap m : root.maps("reach")) {
            m.allow(Set.of("at_least", "add"));
            reach.add(new Step(m.decimal("at_least", 0), add(m)));
        }
        for (YamlMap m : root.maps("tier")) {
            m.allow(Set.of("names", "add"));
            Set<String> names = new TreeSet<>();
            m.strings("names").forEach(n -> names.add(n.toLowerCase(Locale.ROOT)));
            tiers.add(new TierStep(names, add(m)));
        }
        return new GradeTable(floors, sentiment, reach, tiers, grade(root, "danger"));
    }

    private static void readFloors(YamlMap floor, Map<String, Integer> into) {
        Set<String> known = new TreeSet<>(SEVERITIES);
        known.add(OTHER);
        floor.allow(known);
        int before = WORST;
        for (String severity : SEVERITIES) {
            int grade = grade(floor, severity);
            if (grade > before) {
                floor.error(severity, grade + ", expected at most " + before + " as of a graver severity");
            }
            before = grade;
            into.put(severity, grade);
        }
        into.put(OTHER, grade(floor, OTHER));
    }

    private static int grade(YamlMap m, String key) {
        long grade = m.integer(key, -1);
        if (grade < BEST || grade > WORST) {
            m.error(key, "expected a grade from " + BEST + " to " + WORST);
            return BEST;
        }
        return (int) grade;
    }

    private static int add(YamlMap m) {
        long add = m.integer("add", -1);
        if (add < 0 || add > WORST) {
            m.error("add", "expected a whole number from 0 to " + WORST + ": a step may not lower a grade");
            return 0;
        }
        return (int) add;
    }

    /**
     * The grade of a complaint.
     *
     * @param severity base severity, or {@code other}
     * @param score −1…1
     */
    int grade(String severity, double score, long followers, String tier, boolean dangerous) {
        int grade = floors.getOrDefault(severity, BEST);
        for (Step s : sentiment) {
            grade += score <= s.limit ? s.add : 0;
        }
        for (Step s : reach) {
            grade += followers >= s.limit ? s.add : 0;
        }
        String name = tier.toLowerCase(Locale.ROOT);
        for (TierStep s : tiers) {
            grade += s.names.contains(name) ? s.add : 0;
        }
        return Math.min(WORST, dangerous ? Math.max(danger, grade) : grade);
    }
}
