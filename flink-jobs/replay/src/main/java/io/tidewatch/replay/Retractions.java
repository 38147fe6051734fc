package io.tidewatch.replay;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.wire.Retraction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/**
 * What a recording takes back. A backtest shows no words that were deleted or changed anywhere in its file, whether before or
 * after the alert that they were evidence of: so the same file gives the same bytes.
 */
final class Retractions {
    private record Taken(Retraction retraction, long version) {}

    private final CloseableIterator<AnnotatedFeedback> updates;

    private Retractions(CloseableIterator<AnnotatedFeedback> updates) {
        this.updates = updates;
    }

    /** Those of messages that are about to be played. */
    static Retractions of(DataStream<AnnotatedFeedback> messages) {
        return new Retractions(messages.filter(m -> Retraction.isMadeBy(m.feedback()))
                .name("updates and deletes")
                .uid("updates-and-deletes")
                .collectAsync());
    }

    /** Reads them while the job runs; else it would wait for somebody to. */
    CompletableFuture<Map<String, Retraction>> collect() {
        return CompletableFuture.supplyAsync(() -> {
            Map<String, Taken> last = new HashMap<>();
            updates.forEachRemaining(m -> {
                Feedback f = m.feedback();
                last.merge(
                        f.id(),
                        new Taken(Retraction.of(f, SeriesMessage.MAX_TEXT), f.version()),
                        (a, b) -> b.version() > a.version()
                                        || (b.version() == a.version()
                                                && b.retraction().stays() == 0)
                                ? b
                                : a);
            });
            Map<String, Retraction> out = new HashMap<>();
            last.forEach((id, t) -> out.put(id, t.retraction()));
            return out;
        });
    }

    /** The alerts without those words. */
    static List<Alert> redact(List<Alert> alerts, CompletableFuture<Map<String, Retraction>> collected)
            throws ExecutionException, InterruptedException {
        Map<String, Retraction> taken = collected.get();
        return taken.isEmpty()
                ? alerts
                : alerts.stream().map(a -> redact(a, taken)).toList();
    }

    private static Alert redact(Alert a, Map<String, Retraction> taken) {
        var evidence = a.evidence();
        var left = evidence;
        if (evidence.first() != null) {
            Retraction r = taken.get(evidence.first().id());
            left = r == null ? left : r.redact(left);
        }
        for (var s : evidence.samples()) {
            Retraction r = taken.get(s.id());
            left = r == null ? left : r.redact(left);
        }
        return left.equals(evidence) ? a : a.toBuilder().evidence(left).build();
    }
}
