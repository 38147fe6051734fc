package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.notify.config.InhibitRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are inhibited because another one that is open explains them. One that was passed on before its
 * explanation came is passed on to its end; an inhibited one is passed on when the explanation ends before it. Not
 * thread-safe.
 */
public final class Inhibition {
    private final List<InhibitRule> rules;
    private final Map<String, Map<String, String>> open = new LinkedHashMap<>();
    private final Set<String> notified = new HashSet<>();
    private final Map<String, Alert> muted = new LinkedHashMap<>();

    public Inhibition(List<InhibitRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** True when some rule lets an alert with these labels mute others. */
    public static boolean canMute(List<InhibitRule> rules, Map<String, String> labels) {
        return rules.stream().anyMatch(r -> r.hasSource(labels));
    }

    /**
     * The rule by which one of the open alerts mutes another, or null.
     *
     * @param open labels of the alerts that are open
     */
    public static @Nullable InhibitRule muting(
            List<InhibitRule> rules, Iterable<Map<String, String>> open, Map<String, String> target) {
        for (Map<String, String> source : open) {
            for (InhibitRule r : rules) {
                if (r.inhibits(source, target)) {
                    return r;
                }
            }
        }
        return null;
    }

    /**
     * Takes a revision of an alert, in order of time.
     *
     * @return what may be notified now, in that order
     */
    public List<Alert> accept(Alert a) {
        Map<String, String> labels = Dispatch.labels(a);
        if (canMute(rules, labels) && a.isOpen()) {
            open.put(a.id(), labels);
        } else {
            open.remove(a.id());
        }
        List<Alert> out = new ArrayList<>();
        if (notified.contains(a.id()) || muting(rules, open.values(), labels) == null) {
            muted.remove(a.id());
            notified.add(a.id());
            out.add(a);
        } else if (a.isOpen()) {
            muted.put(a.id(), a);
        } else {
            muted.remove(a.id());
        }
        for (Alert waiting : List.copyOf(muted.values())) {
            if (muting(rules, open.values(), Dispatch.labels(waiting)) == null) {
                muted.remove(waiting.id());
                notified.add(waiting.id());
                out.add(waiting);
            }
        }
        return out;
    }

    /** Alerts that are open and muted. */
    public List<Alert> muted() {
        return List.copyOf(muted.values());
    }
}
