package io.tidewatch.job.detect.redact;

import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.hash.StableHash;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.wire.Excerpt;

/**
 * A message that was deleted, or says something else since it was updated.
 *
 * @param id of the message
 * @param stays hash of the words that may be shown: those that it has now; 0 when none may
 */
public record Redaction(String id, long stays) {
    /** True for what takes words back; creates and heartbeats do not. */
    public static boolean isMadeBy(Feedback f) {
        return f.op().equals("update") || f.op().equals("delete");
    }

    /** @param f an update or a delete */
    public static Redaction of(Feedback f) {
        return new Redaction(
                f.id(), f.op().equals("delete") ? 0 : hash(Excerpt.of(f.text(), SeriesMessage.MAX_TEXT, "…")));
    }

    boolean concerns(EvidenceSample s) {
        return s.id().equals(id) && (stays == 0 || hash(s.text()) != stays);
    }

    private static long hash(String text) {
        return Math.max(1, StableHash.fast(text) >>> 1);
    }
}
