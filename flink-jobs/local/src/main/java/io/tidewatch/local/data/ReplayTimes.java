package io.tidewatch.local.data;

import io.tidewatch.feedback.Feedback;

/**
 * When each message of a recording is played, and at which time it then says it was written.
 *
 * @param begin wall clock at the start, epoch milliseconds
 * @param first recorded time of the first message, epoch milliseconds
 * @param shift added to every recorded time, milliseconds
 * @param speed factor of real time; {@link #MAX} for as fast as possible
 */
public record ReplayTimes(long begin, long first, long shift, double speed) {
    public static final double MAX = Double.POSITIVE_INFINITY;

    public ReplayTimes {
        if (!(speed >= 1)) {
            throw new IllegalArgumentException("speed: " + speed + ", expected at least 1");
        }
    }

    /** Times stay as they were recorded. */
    public static ReplayTimes kept(long begin, long first, double speed) {
        return new ReplayTimes(begin, first, 0, speed);
    }

    /** The last message is written at the very moment at which it is played; no other is ahead of the clock either. */
    public static ReplayTimes endingNow(long begin, long first, long last, double speed) {
        return new ReplayTimes(begin, first, begin + Math.round((last - first) / speed) - last, speed);
    }

    /** When a message is to be sent, wall clock in epoch milliseconds. */
    public long sentAt(Feedback recorded) {
        return begin + Math.round((recorded.version() - first) / speed);
    }

    /** The replay's own clock: the event time that has been reached at an instant. Not for {@link #MAX}. */
    public long clock(long wall) {
        return first + shift + (long) ((wall - begin) * speed);
    }

    /** The message as it is played: all of its times moved alike. */
    public Feedback played(Feedback recorded) {
        return shift == 0 ? recorded : shifted(recorded, shift);
    }

    /** A message with event time, op time and the time it was heard moved by some milliseconds. */
    public static Feedback shifted(Feedback f, long by) {
        return f.toBuilder()
                .eventTime(f.eventTime() + by)
                .opTime(f.opTime() == 0 ? 0 : f.opTime() + by)
                .heardAt(f.heardAt() == 0 ? 0 : f.heardAt() + by)
                .build();
    }
}
