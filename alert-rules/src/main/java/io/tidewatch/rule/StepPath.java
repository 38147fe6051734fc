package io.tidewatch.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * One way through the steps of a sequence, such that no optional step stands before an absent one: Flink CEP has no pattern
 * for that. A sequence in which one does has two ways, with and without the optional step, which run beside each other.
 * Absent steps next to each other become one; at the start, where they forbid nothing, they are left out.
 *
 * @param parts in order, never empty
 */
public record StepPath(List<Part> parts) {
    /**
     * A step, or several absent ones.
     *
     * @param name unique within the path
     * @param index of the step in the rule, the first of several
     * @param mask a bit for each of the steps that it stands for, by their index
     */
    public record Part(String name, int index, int mask, int times, boolean optional, boolean absent, boolean strict) {}

    /** All ways through a sequence; their order, and so their number, depends on the steps alone. */
    public static List<StepPath> of(List<Step> steps) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step s = steps.get(i);
            parts.add(new Part("s" + i, i, 1 << i, s.times(), s.optional(), s.absent(), s.strict()));
        }
        return ways(parts);
    }

    private static List<StepPath> ways(List<Part> parts) {
        for (int i = 0; i + 1 < parts.size(); i++) {
            Part p = parts.get(i);
            if (p.optional && parts.get(i + 1).absent) {
                List<Part> with = new ArrayList<>(parts);
                with.set(i, new Part(p.name, p.index, p.mask, p.times, false, false, p.strict));
                List<Part> without = new ArrayList<>(parts);
                without.remove(i);
                List<StepPath> both = new ArrayList<>(ways(with));
                both.addAll(ways(without));
                return List.copyOf(both);
            }
        }
        return List.of(new StepPath(joined(parts)));
    }

    private static List<Part> joined(List<Part> parts) {
        List<Part> out = new ArrayList<>();
        for (Part p : parts) {
            Part last = out.isEmpty() ? null : out.get(out.size() - 1);
            if (!p.absent) {
                out.add(p);
            } else if (last != null && last.absent && last.strict == p.strict) {
                out.set(out.size() - 1, new Part(last.name, last.index, last.mask | p.mask, 1, false, true, p.strict));
            } else if (last != null) {
                out.add(p);
            }
        }
        return List.copyOf(out);
    }
}
