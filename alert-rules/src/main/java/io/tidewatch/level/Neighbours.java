package io.tidewatch.level;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Issues that swell because the same messages name them too: told with the issue that most of their excess complains of, and by
 * themselves only when that one is not told, or is less severe. Once an issue is told so, what else swells of it, another product
 * say, goes with it too, unless its messages hardly name the one that tells it. Keeps nothing: whoever holds the tellers gives them.
 */
public final class Neighbours {
    /**
     * An alert that tells an incident, or one that another incident's alert tells.
     *
     * @param told highest severity with which it was told
     * @param partOf alert that tells it; empty when it tells itself
     */
    public record Teller(String id, String incident, Severity told, String partOf) {
        boolean isTelling() {
            return partOf.isEmpty();
        }

        /** True when it is told as severely as an alert would be. */
        boolean isAsSevereAs(Alert a) {
            return told.compareTo(a.severity()) >= 0;
        }
    }

    /** What is after an instant. */
    public record Step(List<Teller> tellers, List<Alert> alerts) {}

    private static final Comparator<Alert> WORST_FIRST = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(Alert::startsAt)
            .thenComparing(Alert::id)
            .thenComparing(Alert::revision);

    private Neighbours() {}

    /** True for alerts that may tell or be told by another incident. */
    public static boolean concerns(Alert a) {
        return a.kind().hasLevel() && !a.incident().startsWith("rule:");
    }

    /**
     * Alerts of one instant have come.
     *
     * @param known those that are open
     */
    public static Step take(List<Teller> known, List<Alert> arrived) {
        Map<String, Teller> tellers = new TreeMap<>();
        known.forEach(t -> tellers.put(t.id(), t));
        List<Alert> alerts = new ArrayList<>();
        for (Alert a : arrived.stream().sorted(WORST_FIRST).toList()) {
            Teller before = tellers.get(a.id());
            String leader = a.partOf() == null ? leaderOf(a, before, tellers) : "";
            boolean hidden = !leader.isEmpty();
            alerts.add(
                    hidden
                            ? a.toBuilder()
                                    .severity(Severity.INFO)
                                    .partOf(leader)
                                    .build()
                            : a);
            if (!a.isOpen()) {
                tellers.remove(a.id());
            } else if (hidden) {
                tellers.put(a.id(), new Teller(a.id(), a.incident(), Severity.INFO, leader));
            } else if (a.partOf() == null && a.severity() != Severity.INFO) {
                tellers.put(a.id(), new Teller(a.id(), a.incident(), a.severity(), ""));
            } else {
                tellers.remove(a.id());
            }
        }
        return new Step(List.copyOf(tellers.values()), List.copyOf(alerts));
    }

    /** The alert of another incident that tells this one; empty when it tells itself, as one does that has told itself before. */
    private static String leaderOf(Alert a, @Nullable Teller before, Map<String, Teller> tellers) {
        if (before != null && before.isTelling()) {
            return "";
        }
        if (before != null && !a.isOpen()) {
            return before.partOf();
        }
        if (before != null) {
            Teller leader = tellers.get(before.partOf());
            if (leader != null && leader.isAsSevereAs(a) && Levels.mayAlsoBe(a, leader.incident())) {
                return before.partOf();
            }
        }
        String also = Levels.alsoOf(a);
        for (Teller t : tellers.values()) {
            if (t.isTelling() && t.incident().equals(also) && t.isAsSevereAs(a)) {
                return t.id();
            }
        }
        for (Teller t : tellers.values()) {
            Teller leader = t.isTelling() || !t.incident().equals(a.incident()) ? null : tellers.get(t.partOf());
            if (leader != null && leader.isAsSevereAs(a) && Levels.mayAlsoBe(a, leader.incident())) {
                return leader.id();
            }
        }
        return "";
    }
}
