package io.tidewatch.job.detect.time;

import java.io.Serializable;

/**
 * Until when event time is evaluated.
 *
 * @param live true in the running system: as long as messages come
 * @param untilMs last instant that is evaluated when not live, epoch milliseconds event time
 */
public record EvaluationSpan(boolean live, long untilMs) implements Serializable {
    /** True when an instant is still to be evaluated, given the watermark: nothing is after the input has ended. */
    public boolean contains(long instant, long watermark) {
        return live ? watermark != Long.MAX_VALUE : instant <= untilMs;
    }
}
