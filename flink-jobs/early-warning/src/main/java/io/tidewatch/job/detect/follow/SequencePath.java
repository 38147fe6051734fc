package io.tidewatch.job.detect.follow;

import io.tidewatch.job.detect.follow.nfa.PatternStart;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.StepPath;
import io.tidewatch.rule.StepPath.Part;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** One way through the steps of a sequence, as a Flink CEP pattern over {@link StepEvent}s. */
final class SequencePath {
    private final List<Part> parts;
    private final List<Step> steps;
    private final Pattern<StepEvent, StepEvent> pattern;

    private SequencePath(StepPath path, SequenceSpec spec) {
        this.parts = path.parts();
        this.steps = spec.steps();
        this.pattern = pattern(parts, spec);
    }

    /** All ways through a sequence, in the order of {@link StepPath#of}. */
    static List<SequencePath> of(SequenceSpec spec) {
        return StepPath.of(spec.steps()).stream()
                .map(path -> new SequencePath(path, spec))
                .toList();
    }

    private static Pattern<StepEvent, StepEvent> pattern(List<Part> parts, SequenceSpec spec) {
        Part first = parts.get(0);
        Pattern<StepEvent, StepEvent> p = formed(PatternStart.begin(first.name(), spec.skip()), first);
        for (Part part : parts.subList(1, parts.size())) {
            Pattern<StepEvent, StepEvent> next;
            if (part.absent()) {
                next = part.strict() ? p.notNext(part.name()) : p.notFollowedBy(part.name());
            } else {
                next = part.strict() ? p.next(part.name()) : p.followedBy(part.name());
            }
            p = formed(next, part);
        }
        return p.within(Duration.ofMillis(spec.withinMs()));
    }

    private static Pattern<StepEvent, StepEvent> formed(Pattern<StepEvent, StepEvent> p, Part part) {
        int mask = part.mask();
        Pattern<StepEvent, StepEvent> out = p.where(SimpleCondition.of(e -> e.isAnyOf(mask)));
        if (part.times() > 1) {
            out = out.times(part.times());
            if (part.strict()) {
                out = out.consecutive();
            }
        }
        return part.optional() ? out.optional() : out;
    }

    Pattern<StepEvent, StepEvent> pattern() {
        return pattern;
    }

    /** True when it is only known that the last step stayed away once {@code within} has passed. */
    boolean endsWithAbsence() {
        return parts.get(parts.size() - 1).absent();
    }

    /** True when the last step is known to be absent by the very next message already. */
    boolean endsWithStrictAbsence() {
        return endsWithAbsence() && parts.get(parts.size() - 1).strict();
    }

    /** True when nothing but the absence at the end is missing in a partial match that has run out of time. */
    boolean isWhole(Map<String, List<StepEvent>> partial) {
        for (Part p : parts) {
            if (!p.absent()
                    && !p.optional()
                    && partial.getOrDefault(p.name(), List.of()).size() < p.times()) {
                return false;
            }
        }
        return true;
    }

    /** The messages of a match, by the name of their step, in the order of the steps. */
    Map<String, List<StepEvent>> byStep(Map<String, List<StepEvent>> match) {
        Map<String, List<StepEvent>> out = new LinkedHashMap<>();
        for (Part p : parts) {
            List<StepEvent> messages = match.get(p.name());
            if (messages != null && !messages.isEmpty()) {
                out.put(steps.get(p.index()).name(), messages);
            }
        }
        return out;
    }
}
