package io.tidewatch.job.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How small a burst a rule hears over one of its windows in a typical group, as the gauge {@code rule_hears} has it: one after
 * the other with {@code ;} between, each {@code rule windowMs groups people}, the people of hours that are alike once with how
 * many hours: {@code 6x8,14,9x15}.
 *
 * @param windowMs milliseconds
 * @param groups of which it is the median
 * @param people the fewest who are heard, by hour of the local day, 24 of them
 */
public record HeardBurst(String rule, long windowMs, int groups, List<Integer> people) {
    private static final int HOURS = 24;

    public HeardBurst {
        if (people.size() != HOURS) {
            throw new IllegalArgumentException("people: " + people.size() + " hours, expected " + HOURS);
        }
        people = List.copyOf(people);
    }

    /** As the gauge has them. */
    public static String print(List<HeardBurst> all) {
        StringBuilder out = new StringBuilder();
        for (HeardBurst b : all) {
            out.append(out.isEmpty() ? "" : ";").append(b.rule).append(' ').append(b.windowMs);
            out.append(' ').append(b.groups);
            char before = ' ';
            for (int h = 0; h < HOURS; ) {
                int alike = h + 1;
                while (alike < HOURS && b.people.get(alike).equals(b.people.get(h))) {
                    alike++;
                }
                out.append(before).append(b.people.get(h)).append(alike > h + 1 ? "x" + (alike - h) : "");
                before = ',';
                h = alike;
            }
        }
        return out.toString();
    }

    /**
     * What the gauges of all subtasks say together: the mean of their medians, by how many groups each knows, rounded up. Keys
     * are spread over the subtasks by their hash, so each has a fair sample.
     *
     * @param gauges one for each subtask; what is no such text is passed over
     */
    public static List<HeardBurst> together(List<String> gauges) {
        TreeMap<String, List<HeardBurst>> parts = new TreeMap<>();
        for (String gauge : gauges) {
            for (String one : gauge.split(";")) {
                String[] f = one.split(" ");
                if (f.length == 4) {
                    HeardBurst b = new HeardBurst(f[0], Long.parseLong(f[1]), Integer.parseInt(f[2]), people(f[3]));
                    parts.computeIfAbsent(String.format("%s %020d", b.rule, b.windowMs), k -> new ArrayList<>())
                            .add(b);
                }
            }
        }
        return parts.values().stream().map(HeardBurst::mean).toList();
    }

    private static HeardBurst mean(List<HeardBurst> parts) {
        int groups = parts.stream().mapToInt(HeardBurst::groups).sum();
        List<Integer> people = new ArrayList<>();
        for (int h = 0; h < HOURS; h++) {
            double sum = 0;
            for (HeardBurst b : parts) {
                sum += b.people.get(h) * (double) b.groups;
            }
            people.add((int) Math.ceil(sum / groups));
        }
        return new HeardBurst(parts.get(0).rule, parts.get(0).windowMs, groups, people);
    }

    private static List<Integer> people(String packed) {
        List<Integer> people = new ArrayList<>();
        for (String part : packed.split(",")) {
            int times = part.indexOf('x');
            int n = Integer.parseInt(times < 0 ? part : part.substring(0, times));
            for (int i = times < 0 ? 1 : Integer.parseInt(part.substring(times + 1)); i > 0; i--) {
                people.add(n);
            }
        }
        return people;
    }
}
