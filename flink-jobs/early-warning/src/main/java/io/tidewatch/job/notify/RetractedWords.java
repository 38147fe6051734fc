package io.tidewatch.job.notify;

import io.tidewatch.notify.message.Push;
import io.tidewatch.wire.Retraction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;

/**
 * What of a message may not be sent any more.
 *
 * @param stays as in {@link Retraction}
 * @param heardAt by the clock, epoch milliseconds
 */
public record RetractedWords(long stays, long heardAt) {
    /** A push is given up after a day; the detector takes the words out of what it emits itself. */
    private static final long KEEP_MS = 2 * 24 * 3_600_000L;

    /** A push as it may be sent. */
    static Push without(Push composed, ReadOnlyBroadcastState<String, RetractedWords> retracted) throws Exception {
        Push push = composed;
        for (String id : ids(composed)) {
            RetractedWords words = retracted.get(id);
            if (words != null) {
                push = push.without(new Retraction(id, words.stays));
            }
        }
        return push;
    }

    private static Set<String> ids(Push push) {
        Set<String> ids = new LinkedHashSet<>();
        var evidence = push.incident().evidence();
        if (evidence.first() != null) {
            ids.add(evidence.first().id());
        }
        evidence.samples().forEach(s -> ids.add(s.id()));
        return ids;
    }

    static void clear(BroadcastState<String, RetractedWords> retracted, long now) throws Exception {
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, RetractedWords> e : retracted.immutableEntries()) {
            if (e.getValue().heardAt <= now - KEEP_MS) {
                old.add(e.getKey());
            }
        }
        for (String id : old) {
            retracted.remove(id);
        }
    }
}
