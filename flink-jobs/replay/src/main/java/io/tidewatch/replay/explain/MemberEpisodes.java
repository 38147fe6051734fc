package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.rule.cel.EpisodeCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The episodes that a composite rule sees in one of its groups, as they stood at an instant. */
final class MemberEpisodes {
    private final Map<String, List<Alert>> byId = new TreeMap<>();
    private final long withinMs;

    /**
     * @param alerts of any rules and groups: all revisions, or only the last of each alert
     * @param group of the composite
     * @param withinMs for so long an episode that has ended still counts
     */
    MemberEpisodes(List<Alert> alerts, Group group, long withinMs) {
        this.withinMs = withinMs;
        for (Alert a : alerts) {
            if (GroupName.isPartOf(group, a.group())) {
                byId.computeIfAbsent(a.id(), id -> new ArrayList<>()).add(a);
            }
        }
        byId.values().forEach(l -> l.sort(Comparator.comparingInt(Alert::revision)));
    }

    /**
     * An episode at an instant.
     *
     * @param alert the newest revision emitted by then
     * @param open false when it has ended by then
     * @param endedAt epoch milliseconds; 0 when it has not ended at all
     * @param later true when only what was emitted after the instant is known, so severity and figures may have grown
     *     since
     */
    record Member(Alert alert, boolean open, long endedAt, boolean later) {}

    /**
     * Those of a rule that had been emitted by an instant, in the order in which they were, also when they ended long
     * ago.
     */
    List<Member> alerts(String rule, long at) {
        List<Member> out = new ArrayList<>();
        for (List<Alert> revisions : byId.values()) {
            Alert first = revisions.get(0);
            if (!first.rule().equals(rule) || first.firedAt() > at) {
                continue;
            }
            Alert then = first;
            for (Alert a : revisions) {
                then = emittedAt(a) <= at ? a : then;
            }
            long ended = revisions.get(revisions.size() - 1).resolvedAt();
            out.add(new Member(then, ended == 0 || ended > at, ended, emittedAt(then) > at));
        }
        out.sort(Comparator.comparingLong((Member m) -> m.alert().firedAt())
                .thenComparing(m -> m.alert().id()));
        return out;
    }

    /** Event time of a revision. */
    private static long emittedAt(Alert a) {
        return Math.max(Math.max(a.firedAt(), a.updatedAt()), a.resolvedAt());
    }

    /** Those of a rule that count at an instant: open, or ended less than {@code within} ago; one for each group of it. */
    List<Member> counting(String rule, long at) {
        Map<String, Member> newest = new HashMap<>();
        for (Member m : alerts(rule, at)) {
            if (m.open() || m.endedAt() + withinMs > at) {
                newest.put(m.alert().fingerprint(), m);
            }
        }
        return newest.values().stream()
                .sorted(Comparator.comparingLong((Member m) -> m.alert().firedAt())
                        .thenComparing(m -> m.alert().id()))
                .toList();
    }

    /** The next one of a rule that was emitted after an instant, the earliest first. */
    List<Alert> after(String rule, long at) {
        return byId.values().stream()
                .map(l -> l.get(0))
                .filter(a -> a.rule().equals(rule) && a.firedAt() > at)
                .sorted(Comparator.comparingLong(Alert::firedAt))
                .toList();
    }

    EpisodeCondition.Firing at(long instant) {
        return (rule, least) -> counting(rule, instant).stream()
                .anyMatch(m -> m.alert().severity().compareTo(least) >= 0);
    }

    /** True when the condition holds at an instant, and something is open then that keeps it up. */
    boolean holds(EpisodeCondition when, long at) {
        return isAnyOpen(when, at) && when.test(at(at));
    }

    boolean isAnyOpen(EpisodeCondition when, long at) {
        return when.members().stream().anyMatch(r -> counting(r, at).stream().anyMatch(Member::open));
    }

    /** Instants at which anything of the condition can have changed, in order. */
    NavigableSet<Long> changes(EpisodeCondition when) {
        TreeSet<Long> out = new TreeSet<>();
        for (List<Alert> revisions : byId.values()) {
            for (Alert a : revisions) {
                if (when.members().contains(a.rule())) {
                    out.add(a.firedAt());
                    out.add(emittedAt(a));
                    if (a.resolvedAt() != 0) {
                        out.add(a.resolvedAt() + withinMs);
                    }
                }
            }
        }
        return out;
    }
}
