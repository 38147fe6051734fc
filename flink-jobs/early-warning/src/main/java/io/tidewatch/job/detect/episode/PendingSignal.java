package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.episode.Signal;
import io.tidewatch.series.RuleReading;
import org.jspecify.annotations.Nullable;

/**
 * A signal on its way to the episodes.
 *
 * @param confirmedAt when the rule's {@code for} had passed without a break, epoch milliseconds event time; 0 when this
 *     signal confirms nothing
 * @param recorded when it is no signal but the last alert of an episode; else null
 */
public record PendingSignal(
        Signal signal, long confirmedAt, @Nullable RecordedEpisode recorded) {
    public PendingSignal(Signal signal, long confirmedAt) {
        this(signal, confirmedAt, null);
    }

    /** The last alert of an episode, on the way of the signals. */
    public static PendingSignal of(RecordedEpisode recorded) {
        Alert a = recorded.alert();
        return new PendingSignal(
                new Signal(
                        a.rule(),
                        "",
                        a.group(),
                        new RuleReading(
                                a.rule(),
                                a.updatedAt(),
                                a.severity(),
                                a.startsAt(),
                                false,
                                a.value(),
                                a.evidence(),
                                a.coldStart(),
                                0,
                                0)),
                0,
                recorded);
    }
}
