package io.tidewatch.job.detect.redact;

import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.wire.Retraction;

/**
 * A {@link Retraction} as detection keeps it in its state.
 *
 * @param id of the message
 * @param stays hash of the words that may be shown: those that it has now; 0 when none may
 */
public record Redaction(String id, long stays) {
    /** True for what takes words back; creates and heartbeats do not. */
    public static boolean isMadeBy(Feedback f) {
        return Retraction.isMadeBy(f);
    }

    /** @param f an update or a delete */
    public static Redaction of(Feedback f) {
        Retraction r = Retraction.of(f, SeriesMessage.MAX_TEXT);
        return new Redaction(r.id(), r.stays());
    }

    /** As other jobs are told. */
    public Retraction retraction() {
        return new Retraction(id, stays);
    }

    boolean concerns(EvidenceSample s) {
        return retraction().concerns(s);
    }
}
