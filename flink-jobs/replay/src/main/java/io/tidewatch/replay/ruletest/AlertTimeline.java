package io.tidewatch.replay.ruletest;

import io.tidewatch.alert.Alert;
import io.tidewatch.notify.DispatchTimeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every revision of every episode, each at the instant at which it was emitted in event time. */
public final class AlertTimeline {
    private final List<DispatchTimeline.TimedAlert> alerts;

    /** @param alerts every revision, in any order */
    public AlertTimeline(List<Alert> alerts) {
        this.alerts = new ArrayList<>();
        alerts.forEach(a -> this.alerts.add(new DispatchTimeline.TimedAlert(emittedAt(a), a)));
        this.alerts.sort(Comparator.comparingLong(DispatchTimeline.TimedAlert::at)
                .thenComparingInt(s -> s.alert().revision()));
    }

    private static long emittedAt(Alert a) {
        return switch (a.status()) {
            case FIRING -> a.firedAt();
            case RESOLVED -> a.resolvedAt();
            default -> Math.max(a.firedAt(), a.updatedAt());
        };
    }

    /** In order of time. */
    public List<DispatchTimeline.TimedAlert> all() {
        return List.copyOf(alerts);
    }

    /** The episodes of a rule that are open at an instant, as they were last emitted, in order of group. */
    List<Alert> open(String rule, long at) {
        Map<String, Alert> last = new HashMap<>();
        for (DispatchTimeline.TimedAlert s : alerts) {
            if (s.at() <= at && s.alert().rule().equals(rule)) {
                last.merge(s.alert().id(), s.alert(), (x, y) -> y.revision() >= x.revision() ? y : x);
            }
        }
        return last.values().stream()
                .filter(Alert::isOpen)
                .sorted(Comparator.comparing(a -> a.group().key()))
                .toList();
    }

    /** Every episode of a rule, as it was last emitted. */
    List<Alert> episodes(String rule) {
        Map<String, Alert> last = new HashMap<>();
        for (DispatchTimeline.TimedAlert s : alerts) {
            if (s.alert().rule().equals(rule)) {
                last.put(s.alert().id(), s.alert());
            }
        }
        return last.values().stream()
                .sorted(Comparator.comparingLong(Alert::startsAt))
                .toList();
    }
}
