package io.tidewatch.notify;

import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver has been notified of one incident, and how soon it may be notified again. Times are epoch
 * milliseconds of the clock.
 *
 * @param matchedAt when the incident first fell to this receiver
 * @param notifiedAt last push; 0 before the first
 * @param notifiedSeverity highest notified since the incident (re)opened for this receiver
 * @param notifiedResolved true when the last push said that it is over
 * @param notifiedFingerprints members notified since the incident (re)opened for this receiver, also those that have ended
 * @param firstOriginals originals of the counted rule when it was first notified, or began to lead
 * @param doublings how many doublings of that have been notified
 * @param repeats how many pushes had nothing new to say
 * @param muted true while a time interval mutes the route
 * @param firing members that this receiver was last notified are firing and that still are; null in state of a version that
 *     did not keep them
 * @param countedRule the rule whose originals {@code firstOriginals} counts; null like {@code firing}
 * @param countedSince alert that made another rule lead after the first push, so that its originals are counted anew; null
 *     while the rule of the first push leads
 * @param ends how often this receiver was notified that all of its alerts had ended while the incident went on for others
 * @param level where it was last notified to happen; null when that was not known
 * @param levelChanges how often it was notified to happen elsewhere
 */
public record NotificationLogEntry(
        String receiver,
        long groupWaitMs,
        long groupIntervalMs,
        long repeatIntervalMs,
        boolean muted,
        long matchedAt,
        long notifiedAt,
        Severity notifiedSeverity,
        boolean notifiedResolved,
        List<String> notifiedFingerprints,
        long firstOriginals,
        int doublings,
        int repeats,
        @Nullable List<NotifiedMember> firing,
        @Nullable String countedRule,
        @Nullable String countedSince,
        int ends,
        @Nullable Group level,
        int levelChanges) {

    static NotificationLogEntry fresh(String receiver, Route route, boolean muted, long now) {
        return builder(receiver, now)
                .groupWaitMs(route.groupWaitMs())
                .groupIntervalMs(route.groupIntervalMs())
                .repeatIntervalMs(route.repeatIntervalMs())
                .muted(muted)
                .build();
    }

    NotificationLogEntry paced(long wait, long interval, long repeat, boolean nowMuted) {
        return toBuilder()
                .groupWaitMs(wait)
                .groupIntervalMs(interval)
                .repeatIntervalMs(repeat)
                .muted(nowMuted)
                .build();
    }

    NotificationLogEntry waiting(long wait) {
        return toBuilder().groupWaitMs(wait).build();
    }

    NotificationLogEntry withFiring(List<NotifiedMember> members) {
        return toBuilder().firing(members).build();
    }

    /**
     * Growth is counted from here on.
     *
     * @param since the alert that made the rule lead; null at a push that begins anew
     */
    NotificationLogEntry counting(String rule, @Nullable String since, long originals) {
        return toBuilder()
                .countedRule(rule)
                .countedSince(since)
                .firstOriginals(originals)
                .doublings(0)
                .build();
    }

    boolean isNotified() {
        return notifiedAt > 0;
    }

    /** The member with this fingerprint that the receiver knows to be firing; null when it knows none. */
    @Nullable
    NotifiedMember firing(String fingerprint) {
        for (NotifiedMember m : firing == null ? List.<NotifiedMember>of() : firing) {
            if (m.fingerprint().equals(fingerprint)) {
                return m;
            }
        }
        return null;
    }

    /** A builder with everything else at its default. */
    public static Builder builder(String receiver, long matchedAt) {
        return new Builder(receiver, matchedAt);
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder(receiver, matchedAt);
        b.groupWaitMs = groupWaitMs;
        b.groupIntervalMs = groupIntervalMs;
        b.repeatIntervalMs = repeatIntervalMs;
        b.muted = muted;
        b.notifiedAt = notifiedAt;
        b.notifiedSeverity = notifiedSeverity;
        b.notifiedResolved = notifiedResolved;
        b.notifiedFingerprints = notifiedFingerprints;
        b.firstOriginals = firstOriginals;
        b.doublings = doublings;
        b.repeats = repeats;
        b.firing = firing;
        b.countedRule = countedRule;
        b.countedSince = countedSince;
        b.ends = ends;
        b.level = level;
        b.levelChanges = levelChanges;
        return b;
    }

    /** Builds a {@link NotificationLogEntry}; what is not given has the default of its field here. */
    public static final class Builder {
        private final String receiver;
        private final long matchedAt;
        private long groupWaitMs;
        private long groupIntervalMs;
        private long repeatIntervalMs;
        private boolean muted;
        private long notifiedAt;
        private Severity notifiedSeverity = Severity.INFO;
        private boolean notifiedResolved;
        private List<String> notifiedFingerprints = List.of();
        private long firstOriginals;
        private int doublings;
        private int repeats;
        private @Nullable List<NotifiedMember> firing = List.of();
        private @Nullable String countedRule;
        private @Nullable String countedSince;
        private int ends;
        private @Nullable Group level;
        private int levelChanges;

        private Builder(String receiver, long matchedAt) {
            this.receiver = receiver;
            this.matchedAt = matchedAt;
        }

        public Builder groupWaitMs(long groupWaitMs) {
            this.groupWaitMs = groupWaitMs;
            return this;
        }

        public Builder groupIntervalMs(long groupIntervalMs) {
            this.groupIntervalMs = groupIntervalMs;
            return this;
        }

        public Builder repeatIntervalMs(long repeatIntervalMs) {
            this.repeatIntervalMs = repeatIntervalMs;
            return this;
        }

        public Builder muted(boolean muted) {
            this.muted = muted;
            return this;
        }

        public Builder notifiedAt(long notifiedAt) {
            this.notifiedAt = notifiedAt;
            return this;
        }

        public Builder notifiedSeverity(Severity notifiedSeverity) {
            this.notifiedSeverity = notifiedSeverity;
            return this;
        }

        public Builder notifiedResolved(boolean notifiedResolved) {
            this.notifiedResolved = notifiedResolved;
            return this;
        }

        public Builder notifiedFingerprints(List<String> notifiedFingerprints) {
            this.notifiedFingerprints = notifiedFingerprints;
            return this;
        }

        public Builder firstOriginals(long firstOriginals) {
            this.firstOriginals = firstOriginals;
            return this;
        }

        public Builder doublings(int doublings) {
            this.doublings = doublings;
            return this;
        }

        public Builder repeats(int repeats) {
            this.repeats = repeats;
            return this;
        }

        public Builder firing(@Nullable List<NotifiedMember> firing) {
            this.firing = firing;
            return this;
        }

        public Builder countedRule(@Nullable String countedRule) {
            this.countedRule = countedRule;
            return this;
        }

        public Builder countedSince(@Nullable String countedSince) {
            this.countedSince = countedSince;
            return this;
        }

        public Builder ends(int ends) {
            this.ends = ends;
            return this;
        }

        public Builder level(@Nullable Group level) {
            this.level = level;
            return this;
        }

        public Builder levelChanges(int levelChanges) {
            this.levelChanges = levelChanges;
            return this;
        }

        public NotificationLogEntry build() {
            return new NotificationLogEntry(
                    receiver,
                    groupWaitMs,
                    groupIntervalMs,
                    repeatIntervalMs,
                    muted,
                    matchedAt,
                    notifiedAt,
                    notifiedSeverity,
                    notifiedResolved,
                    notifiedFingerprints,
                    firstOriginals,
                    doublings,
                    repeats,
                    firing,
                    countedRule,
                    countedSince,
                    ends,
                    level,
                    levelChanges);
        }
    }
}
