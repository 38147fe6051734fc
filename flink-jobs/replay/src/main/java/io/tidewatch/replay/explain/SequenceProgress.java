package io.tidewatch.replay.explain;

import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the messages of one group have come along the steps of a sequence, for people to read: the operators decide by
 * themselves whether it is complete. Of two ways that stand at the same step only one is followed.
 */
final class SequenceProgress {
    /** Messages followed at most, the newest. */
    private static final int MAX_MESSAGES = 300;

    private final List<Step> steps;
    private final Group group;

    SequenceProgress(List<Step> steps, Group group) {
        this.steps = steps;
        this.group = group;
    }

    /**
     * One way along the steps.
     *
     * @param taken step number and message, in order
     * @param next the step that is to come; the number of steps when none is missing
     * @param breaker the message that had to stay away, with which it broke off; null while it may go on
     */
    record Way(List<Taken> taken, int next, RuleProbe.@Nullable Hit breaker) {
        /** A message that is a step. */
        record Taken(int step, RuleProbe.Hit hit) {}

        long began() {
            return taken.get(0).hit().time();
        }

        long last() {
            return taken.get(taken.size() - 1).hit().time();
        }

        List<RuleProbe.Hit> of(int step) {
            return taken.stream().filter(t -> t.step() == step).map(Taken::hit).toList();
        }

        private Way plus(int step, RuleProbe.Hit hit, int following) {
            List<Taken> more = new ArrayList<>(taken);
            more.add(new Taken(step, hit));
            return new Way(more, following, null);
        }

        private int counted(int step) {
            return (int) taken.stream().filter(t -> t.step() == step).count();
        }
    }

    /** True when only steps that may or must be missing are left. */
    boolean isComplete(Way way) {
        return way.breaker() == null
                && steps.subList(way.next(), steps.size()).stream().allMatch(s -> s.optional() || s.absent())
                && !isBegun(way);
    }

    private boolean isBegun(Way way) {
        return way.next() < steps.size() && way.counted(way.next()) > 0;
    }

    /**
     * The way that came furthest, the newest of those that came equally far.
     *
     * @param messages of the group, in order of event time
     * @param withinMs less than so long from the first message to the last
     * @return null when nothing is a first step
     */
    @Nullable
    Way furthest(List<RuleProbe.Hit> messages, long withinMs) {
        List<RuleProbe.Hit> newest = messages.subList(Math.max(0, messages.size() - MAX_MESSAGES), messages.size());
        Way best = null;
        for (int i = 0; i < newest.size(); i++) {
            Way way = from(newest, i, withinMs);
            if (way != null && (best == null || far(way) >= far(best))) {
                best = way;
            }
        }
        return best;
    }

    /** Steps passed, then messages of the present one; one that broke off is less far than one that may go on. */
    private double far(Way way) {
        return isComplete(way)
                ? steps.size() + 1
                : way.next()
                        + (way.next() < steps.size()
                                ? way.counted(way.next())
                                        / (steps.get(way.next()).times() + 1.0)
                                : 0)
                        - (way.breaker() == null ? 0 : 0.25);
    }

    private @Nullable Way from(List<RuleProbe.Hit> messages, int first, long withinMs) {
        long began = messages.get(first).time();
        Map<String, Way> ways = new HashMap<>();
        for (Way w : take(new Way(List.of(), 0, null), messages.get(first))) {
            ways.put(key(w), w);
        }
        Way best = null;
        for (int i = first + 1; i < messages.size() && messages.get(i).time() - began < withinMs; i++) {
            RuleProbe.Hit hit = messages.get(i);
            Map<String, Way> after = new HashMap<>();
            for (Way w : ways.values()) {
                if (isComplete(w) && w.next() == steps.size()) {
                    return w;
                }
                take(w, hit).forEach(t -> after.putIfAbsent(key(t), t));
                Way stays = pass(w, hit);
                if (stays != null && stays.breaker() == null) {
                    after.putIfAbsent(key(stays), stays);
                } else if (stays != null && (best == null || far(stays) > far(best))) {
                    best = stays;
                }
            }
            ways = after;
        }
        for (Way w : ways.values()) {
            if (best == null || far(w) >= far(best)) {
                best = w;
            }
        }
        return best;
    }

    private static String key(Way w) {
        return w.next() + "/" + w.counted(w.next());
    }

    /** What becomes of a way when it takes a message: as the step that is to come, or one after it that may be skipped to. */
    private List<Way> take(Way way, RuleProbe.Hit hit) {
        List<Way> out = new ArrayList<>();
        for (int i = way.next(); i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.absent()) {
                if (is(hit, i) && !way.taken().isEmpty()) {
                    break;
                }
                continue;
            }
            if (is(hit, i)) {
                boolean whole = way.counted(i) + 1 == step.times();
                out.add(way.plus(i, hit, whole ? i + 1 : i));
            }
            if (!step.optional() || way.counted(i) > 0) {
                break;
            }
        }
        return out;
    }

    /** What becomes of a way that lets a message pass; null when the very next message had to be a step. */
    private @Nullable Way pass(Way way, RuleProbe.Hit hit) {
        for (int i = way.next(); i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.absent()) {
                if (is(hit, i)) {
                    return new Way(way.taken(), way.next(), hit);
                }
                if (step.strict()) {
                    return way;
                }
                continue;
            }
            if (step.strict() && !step.optional()) {
                return new Way(way.taken(), way.next(), hit);
            }
            break;
        }
        return way;
    }

    private boolean is(RuleProbe.Hit hit, int step) {
        return (hit.steps().getOrDefault(group, 0) >> step & 1) == 1;
    }
}
