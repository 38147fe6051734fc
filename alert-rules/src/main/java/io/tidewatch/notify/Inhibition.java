package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.notify.config.InhibitRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are muted because another one that is open explains them, as Alertmanager's inhibition: by the alerts that are
 * open at the moment of asking, in whatever order they came; one that is muted itself explains others all the same. Unlike
 * there, alerts that explain each other are not all muted: the first of them ({@link InhibitionSource#PRECEDENCE}) is not.
 * Immutable.
 */
public final class Inhibition {
    /** Mutes nothing. */
    public static final Inhibition NONE = new Inhibition(List.of(), List.of());

    private final List<InhibitRule> rules;

    /** By the id of the alert. */
    private final Map<String, InhibitionSource> open = new LinkedHashMap<>();

    /** Open alerts that a rule takes for sources, for each rule. */
    private final List<List<InhibitionSource>> sources = new ArrayList<>();

    private Inhibition(List<InhibitRule> rules, Collection<InhibitionSource> open) {
        this.rules = List.copyOf(rules);
        open.forEach(s -> this.open.put(s.alert(), s));
        for (InhibitRule r : this.rules) {
            sources.add(open.stream().filter(s -> r.hasSource(s.labels())).toList());
        }
    }

    /** @param open alerts that are open; those that can mute nothing may be left out */
    public static Inhibition of(List<InhibitRule> rules, Collection<InhibitionSource> open) {
        return rules.isEmpty() ? NONE : new Inhibition(rules, open);
    }

    /** True when some rule lets an alert with these labels mute others. */
    public static boolean canMute(List<InhibitRule> rules, Map<String, String> labels) {
        return rules.stream().anyMatch(r -> r.hasSource(labels));
    }

    /** What holds when these alerts are as they are given, whatever was heard of them before: their incident knows first. */
    Inhibition with(List<TrackedAlert> known) {
        if (rules.isEmpty()) {
            return this;
        }
        Map<String, InhibitionSource> now = new LinkedHashMap<>(open);
        for (TrackedAlert t : known) {
            InhibitionSource s = InhibitionSource.of(t.alert());
            if (t.alert().isOpen() && canMute(rules, s.labels())) {
                now.put(s.alert(), s);
            } else {
                now.remove(s.alert());
            }
        }
        return now.equals(open) ? this : new Inhibition(rules, now.values());
    }

    /** The name of the first rule that mutes an alert now, or why it is held; null when nobody mutes it. */
    @Nullable
    String muting(Alert a) {
        if (a.held() != null) {
            return a.held();
        }
        if (rules.isEmpty()) {
            return null;
        }
        InhibitionSource target = InhibitionSource.of(a);
        for (int i = 0; i < rules.size(); i++) {
            InhibitRule r = rules.get(i);
            if (!r.hasTarget(target.labels())) {
                continue;
            }
            for (InhibitionSource s : sources.get(i)) {
                if (explains(r, s, target) && !isExplainedFirst(s, target)) {
                    return r.name();
                }
            }
        }
        return null;
    }

    private static boolean explains(InhibitRule r, InhibitionSource source, InhibitionSource target) {
        return !source.alert().equals(target.alert()) && r.inhibits(source.labels(), target.labels());
    }

    /** True when the target explains the source in turn, by others or not, and goes before it. */
    private boolean isExplainedFirst(InhibitionSource source, InhibitionSource target) {
        if (InhibitionSource.PRECEDENCE.compare(target, source) > 0) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        Deque<InhibitionSource> next = new ArrayDeque<>(List.of(target));
        while (!next.isEmpty()) {
            InhibitionSource explaining = next.remove();
            for (int i = 0; i < rules.size(); i++) {
                InhibitRule r = rules.get(i);
                if (!r.hasSource(explaining.labels())) {
                    continue;
                }
                if (explains(r, explaining, source)) {
                    return true;
                }
                for (List<InhibitionSource> others : sources) {
                    for (InhibitionSource o : others) {
                        if (explains(r, explaining, o) && seen.add(o.alert())) {
                            next.add(o);
                        }
                    }
                }
            }
        }
        return false;
    }
}
