package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.InhibitionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;

/**
 * An open alert that can mute others.
 *
 * @param labels what inhibition matches
 * @param receivedAt when it was last received, by the clock, epoch milliseconds
 * @param startsAt event time, epoch milliseconds; 0 in state of a version that did not keep it
 */
public record OpenSource(Map<String, String> labels, long receivedAt, long startsAt) {
    /** The detector repeats an open alert every minute; one that it has not repeated for so long has ended. */
    private static final long STALE_MS = 10 * 60_000L;

    static OpenSource of(Alert a, long now) {
        return new OpenSource(Dispatch.labels(a), now, a.startsAt());
    }

    /** @param listeningSince clock when repeats could first be received, epoch milliseconds */
    boolean isStale(long listeningSince, long now) {
        return now - Math.max(receivedAt, listeningSince) >= STALE_MS;
    }

    /** Forgets those that have not been repeated, whose end was never heard of. */
    static void clear(BroadcastState<String, OpenSource> sources, long listeningSince, long now) throws Exception {
        List<String> stale = new ArrayList<>();
        for (Map.Entry<String, OpenSource> e : sources.immutableEntries()) {
            if (e.getValue().isStale(listeningSince, now)) {
                stale.add(e.getKey());
            }
        }
        for (String alert : stale) {
            sources.remove(alert);
        }
    }

    InhibitionSource as(String alert) {
        return new InhibitionSource(alert, labels, startsAt);
    }
}
