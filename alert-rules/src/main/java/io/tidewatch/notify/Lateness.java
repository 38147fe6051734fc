package io.tidewatch.notify;

import io.tidewatch.alert.Alert;

/** Whether an alert comes so late that what is still to be read may say that it has ended. */
final class Lateness {
    /** For so long, in milliseconds, more is read before anybody is notified of a late alert. */
    static final long CATCH_UP_MS = 30_000;

    /** Less is a backlog that is being worked off: both its beginning and its end are news. */
    private static final long LATE_MS = 4 * 3_600_000L;

    /** What the detector wrote so long ago was not read meanwhile. */
    private static final long UNREAD_MS = 5 * 60_000L;

    private Lateness() {}

    /**
     * One that is historical waits anyway, until the detector has caught up.
     *
     * @param receivedAt clock, epoch milliseconds
     */
    static boolean isLate(Alert a, long receivedAt) {
        return !a.historical() && (isUnread(a, receivedAt) || receivedAt - a.updatedAt() > LATE_MS);
    }

    /**
     * True when the alert lay unread. How far behind the clock the detector was when it fired is not the fault of those who read.
     *
     * @param receivedAt clock when this revision was first received, epoch milliseconds
     */
    static boolean isUnread(Alert a, long receivedAt) {
        if (a.historical() || a.trace() == null || a.trace().evaluatedAt() == 0) {
            return false;
        }
        long behind = Math.max(0, a.trace().evaluatedAt() - a.firedAt());
        return receivedAt - (a.updatedAt() + behind) > UNREAD_MS;
    }
}
