package io.tidewatch.job.detect;

import io.tidewatch.job.detect.nfa.PatternStart;
import io.tidewatch.rule.RuleDetails;
import io.tidewatch.rule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * One way through the steps of a sequence, as a Flink CEP pattern over {@link StepEvent}s.
 *
 * <p>Flink has no pattern in which an optional step stands before an absent one. Such a sequence has two ways, with and
 * without the optional step, which run beside each other. Absent steps next to each other become one.
 */
final class SequencePath {
    /**
     * A step, or several absent ones.
     *
     * @param name in the pattern
     * @param index of the step in the rule, the first of several
     * @param mask bits of {@link StepEvent#steps}
     */
    private record Part(
            String name, int index, int mask, int times, boolean optional, boolean absent, boolean strict) {}

    private final List<Part> parts;
    private final List<Step> steps;
    private final Pattern<StepEvent, StepEvent> pattern;

    private SequencePath(List<Part> parts, RuleDetails details) {
        this.parts = parts;
        this.steps = details.steps();
        this.pattern = pattern(parts, details);
    }

    /** All ways through a sequence; their order, and so their number, depends on the steps alone. */
    static List<SequencePath> of(RuleDetails details) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < details.steps().size(); i++) {
            Step s = details.steps().get(i);
            parts.add(new Part("s" + i, i, 1 << i, s.times(), s.optional(), s.absent(), s.strict()));
        }
        List<SequencePath> paths = new ArrayList<>();
        for (List<Part> way : ways(parts)) {
            paths.add(new SequencePath(way, details));
        }
        return List.copyOf(paths);
    }

    private static List<List<Part>> ways(List<Part> parts) {
        for (int i = 0; i + 1 < parts.size(); i++) {
            Part p = parts.get(i);
            if (p.optional && parts.get(i + 1).absent) {
                List<Part> with = new ArrayList<>(parts);
                with.set(i, new Part(p.name, p.index, p.mask, p.times, false, false, p.strict));
                List<Part> without = new ArrayList<>(parts);
                without.remove(i);
                List<List<Part>> both = new ArrayList<>(ways(with));
                both.addAll(ways(without));
                return both;
            }
        }
        return List.of(joined(parts));
    }

    /** Without absent steps at the start, where they forbid nothing, and with neighbouring ones as one. */
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
        return out;
    }

    private static Pattern<StepEvent, StepEvent> pattern(List<Part> parts, RuleDetails details) {
        Part first = parts.get(0);
        RuleDetails.Skip skip = Objects.requireNonNullElse(details.skip(), RuleDetails.Skip.PAST_LAST_EVENT);
        Pattern<StepEvent, StepEvent> p = formed(PatternStart.begin(first.name, skip), first);
        for (Part part : parts.subList(1, parts.size())) {
            Pattern<StepEvent, StepEvent> next;
            if (part.absent) {
                next = part.strict ? p.notNext(part.name) : p.notFollowedBy(part.name);
            } else {
                next = part.strict ? p.next(part.name) : p.followedBy(part.name);
            }
            p = formed(next, part);
        }
        return p.within(Duration.ofMillis(details.withinMs()));
    }

    private static Pattern<StepEvent, StepEvent> formed(Pattern<StepEvent, StepEvent> p, Part part) {
        int mask = part.mask;
        Pattern<StepEvent, StepEvent> out = p.where(SimpleCondition.of(e -> e.isAnyOf(mask)));
        if (part.times > 1) {
            out = out.times(part.times);
            if (part.strict) {
                out = out.consecutive();
            }
        }
        return part.optional ? out.optional() : out;
    }

    Pattern<StepEvent, StepEvent> pattern() {
        return pattern;
    }

    /** True when it is only known that the last step stayed away once {@code within} has passed. */
    boolean endsWithAbsence() {
        return parts.get(parts.size() - 1).absent;
    }

    /** True when the last step is told absent by the very next message already. */
    boolean endsWithStrictAbsence() {
        return endsWithAbsence() && parts.get(parts.size() - 1).strict;
    }

    /** True when nothing but the absence at the end is missing in a partial match that has run out of time. */
    boolean isWhole(Map<String, List<StepEvent>> partial) {
        for (Part p : parts) {
            if (!p.absent
                    && !p.optional
                    && partial.getOrDefault(p.name, List.of()).size() < p.times) {
                return false;
            }
        }
        return true;
    }

    /** The messages of a match, by the name of their step, in the order of the steps. */
    Map<String, List<StepEvent>> byStep(Map<String, List<StepEvent>> match) {
        Map<String, List<StepEvent>> out = new LinkedHashMap<>();
        for (Part p : parts) {
            List<StepEvent> messages = match.get(p.name);
            if (messages != null && !messages.isEmpty()) {
                out.put(steps.get(p.index).name(), messages);
            }
        }
        return out;
    }
}
