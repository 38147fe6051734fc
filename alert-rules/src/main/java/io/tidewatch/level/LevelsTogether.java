package io.tidewatch.level;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.rule.Dimensions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the open alerts of one incident tell it: those that no other one explains. Keeps nothing: whoever holds the members
 * gives them and takes the next ones.
 *
 * <p>An alert explains another when each value of its group is one of the other's group too, or makes most of the other's
 * excess; so a wider one explains those within it, and a narrower one a wider one whose excess is there, with those within that one
 * of which too little is known to say that they are not part of it. Of two that explain
 * each other the one tells that is worse, then the one that tells already, then the narrower one, then the earlier one. Nothing
 * is explained by what is less severe. Those of whom a value is not known may be anywhere, so they explain nothing and are
 * explained by what has a larger excess, unless what else is known of them is elsewhere. A single message is told by any that measures. When that has ended, a single message
 * stays told, and so does what measures while it recedes or nothing new comes to it; else it tells itself.
 */
public final class LevelsTogether {
    /** So many members of an incident are remembered; others are judged by them, and told anew when they are amended. */
    public static final int MAX_MEMBERS = 200;

    /** Below this part of its highest count an alert recedes; what is summed over longer than an hour, below all of it. */
    private static final double RECEDED = 0.8;

    private static final long HOUR_MS = 3_600_000;
    /** So many times as much is more. */
    private static final double GROWN = 1.25;
    /** What has not changed for so long is over when what told it is. */
    private static final long STALE_MS = 30 * 60_000;

    private static final Comparator<LevelMember> PRECEDENCE = Comparator.comparing(LevelsTogether::severity)
            .reversed()
            .thenComparing(m -> !m.isTelling())
            .thenComparing(m -> -Levels.own(m.alert().group()).size())
            .thenComparing(m -> m.alert().startsAt())
            .thenComparing(LevelMember::id);

    /**
     * What is after an instant.
     *
     * @param members those that are open
     * @param alerts to send, in this order: the end of one before another takes its place
     */
    public record Step(List<LevelMember> members, List<Alert> alerts) {}

    private LevelsTogether() {}

    /**
     * Alerts of one instant have come.
     *
     * @param known the members that were open before
     * @param arrived in the order of their revisions
     */
    public static Step take(Collection<LevelMember> known, List<Alert> arrived) {
        List<LevelMember> members = List.copyOf(known);
        List<Alert> alerts = new ArrayList<>();
        List<Alert> left = arrived;
        while (!left.isEmpty()) {
            Map<String, Alert> once = new TreeMap<>();
            List<Alert> later = new ArrayList<>();
            for (Alert a : left) {
                if (once.putIfAbsent(a.id(), a) != null) {
                    later.add(a);
                }
            }
            Step step = takeOnce(members, once);
            members = step.members();
            alerts.addAll(step.alerts());
            left = later;
        }
        return new Step(members, List.copyOf(alerts));
    }

    private static Step takeOnce(List<LevelMember> known, Map<String, Alert> arrived) {
        Map<String, LevelMember> before = new TreeMap<>();
        known.forEach(m -> before.put(m.id(), m));
        Map<String, LevelMember> open = new TreeMap<>(before);
        List<Alert> alerts = new ArrayList<>();
        arrived.forEach((id, a) -> {
            LevelMember was = before.get(id);
            LevelMember is = was == null ? LevelMember.of(a) : was.with(a);
            if (a.isOpen()) {
                open.put(id, is);
            } else {
                open.remove(id);
                alerts.add(is.saidAs(was == null ? null : was.partOf(), was).said());
            }
        });
        long now = arrived.values().stream().mapToLong(Alert::updatedAt).max().orElse(0);
        Map<String, String> leaders = leaders(open, before, arrived, now);
        open.replaceAll((id, m) -> m.saidAs(leaders.get(id), before.get(id)));
        List<Alert> leading = new ArrayList<>();
        List<Alert> led = new ArrayList<>();
        open.forEach((id, m) -> {
            LevelMember was = before.get(id);
            if (!arrived.containsKey(id) && m.equals(was)) {
                return;
            }
            Alert said = m.partOf() == null ? withSharesAround(m, open.values()) : m.said();
            if (!arrived.containsKey(id)) {
                said = said.toBuilder()
                        .updatedAt(Math.max(now, said.updatedAt()))
                        .build();
            }
            (m.partOf() == null ? leading : was != null && was.isTelling() ? alerts : led).add(said);
        });
        alerts.addAll(leading);
        alerts.addAll(led);
        return new Step(
                open.values().stream()
                        .sorted(Comparator.comparing((LevelMember m) -> !before.containsKey(m.id()))
                                .thenComparing(PRECEDENCE))
                        .limit(MAX_MEMBERS)
                        .toList(),
                alerts);
    }

    private static Severity severity(LevelMember m) {
        return m.alert().severity();
    }

    /** By member the one that tells it; none for those that tell themselves. */
    private static Map<String, String> leaders(
            Map<String, LevelMember> open, Map<String, LevelMember> before, Map<String, Alert> arrived, long now) {
        List<LevelMember> left = new ArrayList<>();
        for (LevelMember m : open.values()) {
            if (m.alert().kind().hasLevel()) {
                left.add(m);
            }
        }
        left.sort(PRECEDENCE);
        Map<String, String> leaders = new HashMap<>();
        List<LevelMember> leading = new ArrayList<>();
        while (!left.isEmpty()) {
            LevelMember first = firstOf(left);
            left.remove(first);
            String told = first.partOf();
            if (told != null
                    && (isLeftOver(first, before.get(first.id()), now)
                            || (!open.containsKey(told)
                                    && isWhatWasTold(first, before.get(first.id()), arrived.get(told))))) {
                leaders.put(first.id(), first.partOf());
                continue;
            }
            leading.add(first);
            List<LevelMember> direct =
                    left.stream().filter(m -> explains(first, m)).toList();
            left.removeIf(m -> {
                boolean explained = direct.contains(m) || isWithin(first, direct, m);
                if (explained) {
                    leaders.put(m.id(), first.id());
                }
                return explained;
            });
        }
        for (LevelMember m : open.values()) {
            if (!m.alert().kind().hasLevel()) {
                String leader = leaderOfSingle(m, before.get(m.id()), leading);
                if (leader != null) {
                    leaders.put(m.id(), leader);
                }
            }
        }
        return leaders;
    }

    /** True for one that another one told, and that only recedes since, or to which nothing new came. */
    private static boolean isLeftOver(LevelMember m, @Nullable LevelMember before, long now) {
        Alert a = m.alert();
        boolean worse = before != null && severity(m).compareTo(severity(before)) > 0;
        double part = a.windowMs() > HOUR_MS ? 1 : RECEDED;
        return !worse
                && (a.value().trend() == Trend.FALLING
                        || (a.peak() != null
                                && a.value().originals() < part * a.peak().originals())
                        || a.updatedAt() < now - STALE_MS);
    }

    /**
     * True when what told it has ended and it counts no more than then: because its window is longer and remembers it, or because
     * that was a while ago.
     */
    private static boolean isWhatWasTold(LevelMember m, @Nullable LevelMember before, @Nullable Alert ended) {
        if (before != null && severity(m).compareTo(severity(before)) > 0) {
            return false;
        }
        if (ended != null) {
            return ended.windowMs() < m.alert().windowMs();
        }
        return before == null
                || m.alert().value().originals()
                        < GROWN * before.alert().value().originals();
    }

    /** The first that no other one explains without being explained by it in turn; the first where each is. */
    private static LevelMember firstOf(List<LevelMember> left) {
        for (LevelMember m : left) {
            if (left.stream().noneMatch(o -> explains(o, m) && !explains(m, o))) {
                return m;
            }
        }
        return left.get(0);
    }

    private static @Nullable String leaderOfSingle(
            LevelMember single, @Nullable LevelMember before, List<LevelMember> leading) {
        LevelMember any = null;
        for (LevelMember m : leading) {
            if (severity(m).compareTo(severity(single)) < 0) {
                continue;
            }
            if (m.id().equals(single.partOf())) {
                return m.id();
            }
            if (any == null || (isElsewhere(any, single) && !isElsewhere(m, single))) {
                any = m;
            }
        }
        if (any != null) {
            return any.id();
        }
        boolean worse = before != null && severity(single).compareTo(severity(before)) > 0;
        return worse ? null : single.partOf();
    }

    private static boolean isElsewhere(LevelMember a, LevelMember b) {
        Map<String, String> other = Levels.own(b.alert().group());
        for (Map.Entry<String, String> e : Levels.own(a.alert().group()).entrySet()) {
            String value = other.get(e.getKey());
            if (value != null && !value.equals(e.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** True when what one explains takes a member in, and nothing that is known of the member speaks against it. */
    private static boolean isWithin(LevelMember one, List<LevelMember> explained, LevelMember m) {
        return severity(one).compareTo(severity(m)) >= 0
                && !isElsewhere(one, m)
                && explained.stream().anyMatch(o -> covers(o, m))
                && Levels.own(one.alert().group()).entrySet().stream()
                        .noneMatch(e -> Levels.isElsewhere(m.alert(), m.level(), e.getKey(), e.getValue()));
    }

    private static boolean explains(LevelMember one, LevelMember other) {
        return severity(one).compareTo(severity(other)) >= 0 && covers(one, other);
    }

    /** True when all values of one's group are those of the other, or where its excess is, or may be when that is not known. */
    private static boolean covers(LevelMember one, LevelMember other) {
        if (Levels.isOfUnknown(one.alert().group())) {
            return false;
        }
        Map<String, String> place = Levels.own(other.alert().group());
        for (Map.Entry<String, String> e : Levels.own(one.alert().group()).entrySet()) {
            String value = place.get(e.getKey());
            boolean there = value != null
                    ? value.equals(e.getValue())
                    : Dimensions.UNKNOWN.equals(other.alert().group().get(e.getKey()))
                            ? excess(one) > excess(other)
                            : Levels.isAt(other.alert(), other.level(), e.getKey(), e.getValue());
            if (!there) {
                return false;
            }
        }
        return true;
    }

    private static double excess(LevelMember m) {
        AlertValue v = m.alert().value();
        return v.originals() - (v.expected() == null ? 0 : v.expected());
    }

    /** With what its own values are to the wider ones that it explains: of itself it cannot know what is elsewhere. */
    private static Alert withSharesAround(LevelMember m, Collection<LevelMember> open) {
        Alert said = m.said();
        Map<String, String> own = Levels.own(said.group());
        Set<String> missing = new HashSet<>(own.keySet());
        List<LevelShare> shares = new ArrayList<>();
        for (LevelMember o : open) {
            if (m.id().equals(o.partOf())) {
                for (LevelShare s : o.alert().evidence().shares()) {
                    if (s.value().equals(own.get(s.dimension())) && missing.remove(s.dimension())) {
                        shares.add(s);
                    }
                }
            }
        }
        if (shares.isEmpty()) {
            return said;
        }
        shares.sort(Comparator.comparing(LevelShare::dimension));
        shares.addAll(said.evidence().shares());
        return said.toBuilder()
                .evidence(said.evidence().withShares(List.copyOf(shares)))
                .build();
    }
}
