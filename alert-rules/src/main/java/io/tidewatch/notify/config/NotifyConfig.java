package io.tidewatch.notify.config;

import io.tidewatch.time.TimeInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notify.yaml that was found without errors. Immutable; the maps keep the file's order.
 *
 * @param publicUrl start of the links in pushes, without a slash at the end; null when there are to be no links
 */
public record NotifyConfig(
        @Nullable String publicUrl,
        Map<String, OnCallPerson> people,
        Map<String, Owner> owners,
        Map<String, TimeInterval> timeIntervals,
        Route route,
        List<InhibitRule> inhibitRules,
        Map<String, List<EscalationStep>> escalations,
        @Nullable ReopenAfterAck reopenAfterAck,
        Map<String, Receiver> receivers,
        @Nullable HeartbeatConfig heartbeat) {

    /**
     * With a start of the links in pushes, unless the file has one.
     *
     * @param url null: none
     */
    public NotifyConfig withDefaultUrl(@Nullable String url) {
        if (publicUrl != null || url == null) {
            return this;
        }
        return new NotifyConfig(
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                people,
                owners,
                timeIntervals,
                route,
                inhibitRules,
                escalations,
                reopenAfterAck,
                receivers,
                heartbeat);
    }

    /** The receiver that a route means for an alert of this owner; an owner that is not known falls to the default. */
    public String receiverOf(Route taken, @Nullable String owner) {
        if (!taken.receiver().equals(Route.OWNER)) {
            return taken.receiver();
        }
        Owner o = owner == null ? null : owners.get(owner);
        return o == null ? route.receiver() : o.receiver();
    }

    /** The people of an owner; empty when unknown. */
    public List<OnCallPerson> peopleOf(@Nullable String owner) {
        Owner o = owner == null ? null : owners.get(owner);
        List<OnCallPerson> out = new ArrayList<>();
        if (o != null) {
            for (String id : o.people()) {
                OnCallPerson p = people.get(id);
                if (p != null) {
                    out.add(p);
                }
            }
        }
        return out;
    }

    /** True when the route's time intervals mute it at an instant, epoch milliseconds. */
    public boolean isMuted(Route taken, long instant) {
        return taken.mutedIn().stream().anyMatch(n -> in(n, instant))
                || (!taken.activeIn().isEmpty() && taken.activeIn().stream().noneMatch(n -> in(n, instant)));
    }

    private boolean in(String interval, long instant) {
        TimeInterval t = timeIntervals.get(interval);
        return t != null && t.contains(instant);
    }
}
