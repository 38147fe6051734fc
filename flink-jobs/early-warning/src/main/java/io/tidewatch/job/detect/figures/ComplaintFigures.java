package io.tidewatch.job.detect.figures;

import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Json;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The figures that the wall shows, from absolute minute tallies: complaint originals per issue over 5 minutes, an hour and
 * a day, per region over an hour, messages that complain, sentiment over an hour, the state of each source. Windows end at
 * the newest event time. A message about two issues counts for each of them and is one message.
 */
final class ComplaintFigures {
    static final long HOUR_MS = 3_600_000L;
    static final long DAY_MS = 24 * HOUR_MS;
    private static final long SILENT_MS = 5 * 60_000L;

    private final Map<String, TreeMap<Long, Map<String, Tally>>> issues = new TreeMap<>();
    private final TreeMap<Long, Map<String, Tally>> messages = new TreeMap<>();
    private final Map<String, TreeMap<Long, Tally>> sources = new TreeMap<>();

    /** Replaces what was known of the tally's minute. */
    void put(Tally t) {
        if (t.isOfSource()) {
            sources.computeIfAbsent(t.source(), s -> new TreeMap<>()).put(t.minute(), t);
        } else {
            (t.issue().isEmpty() ? messages : issues.computeIfAbsent(t.issue(), i -> new TreeMap<>()))
                    .computeIfAbsent(t.minute(), m -> new HashMap<>())
                    .put(t.region() + '\u0001' + t.channel(), t);
        }
    }

    /** Forgets the minutes that no window reaches any more. The newest minute of a source stays. */
    void dropBefore(long time) {
        for (Iterator<TreeMap<Long, Map<String, Tally>>> i = issues.values().iterator(); i.hasNext(); ) {
            TreeMap<Long, Map<String, Tally>> minutes = i.next();
            minutes.headMap(time).clear();
            if (minutes.isEmpty()) {
                i.remove();
            }
        }
        messages.headMap(time).clear();
        for (TreeMap<Long, Tally> minutes : sources.values()) {
            while (minutes.size() > 1 && minutes.firstKey() < time) {
                minutes.pollFirstEntry();
            }
        }
    }

    /** Complaint originals per issue over the minutes that lie in {@code (end − window, end]}. */
    Map<String, Double> issues(long end, long window) {
        Map<String, Double> out = new TreeMap<>();
        issues.forEach((issue, minutes) -> {
            long sum = originals(minutes, end, window);
            if (sum > 0) {
                out.put(issue, (double) sum);
            }
        });
        return out;
    }

    /**
     * Originals that complain, of however many issues, over 5 minutes, an hour and a day; empty while nothing has been
     * heard at all.
     */
    Map<String, String> complaints(long end) {
        Map<String, String> out = new TreeMap<>();
        if (!sources.isEmpty()) {
            out.put("5m", Long.toString(originals(messages, end, 5 * Tally.MINUTE_MS)));
            out.put("1h", Long.toString(originals(messages, end, HOUR_MS)));
            out.put("24h", Long.toString(originals(messages, end, DAY_MS)));
        }
        return out;
    }

    private static long originals(NavigableMap<Long, Map<String, Tally>> minutes, long end, long window) {
        long sum = 0;
        for (Map<String, Tally> minute :
                minutes.subMap(first(end, window), true, end, true).values()) {
            for (Tally t : minute.values()) {
                sum += t.originals();
            }
        }
        return sum;
    }

    /** Complaint originals per region over the last hour. */
    Map<String, String> regions(String issue, long end) {
        return regions(issues.getOrDefault(issue, new TreeMap<>()), end);
    }

    /** Originals that complain, of however many issues, per region over the last hour. */
    Map<String, String> regions(long end) {
        return regions(messages, end);
    }

    private static Map<String, String> regions(NavigableMap<Long, Map<String, Tally>> minutes, long end) {
        Map<String, Long> sums = new TreeMap<>();
        for (Map<String, Tally> minute :
                minutes.subMap(first(end, HOUR_MS), true, end, true).values()) {
            for (Tally t : minute.values()) {
                sums.merge(t.region(), t.originals(), Long::sum);
            }
        }
        Map<String, String> out = new TreeMap<>();
        sums.forEach((region, n) -> out.put(region, Long.toString(n)));
        return out;
    }

    Iterable<String> issues() {
        return issues.keySet();
    }

    /** Messages of customers by label over the last hour. */
    Map<String, String> sentiment(long end) {
        long negative = 0;
        long neutral = 0;
        long positive = 0;
        for (TreeMap<Long, Tally> minutes : sources.values()) {
            for (Tally t : minutes.subMap(first(end, HOUR_MS), true, end, true).values()) {
                negative += t.negative();
                neutral += t.neutral();
                positive += t.positive();
            }
        }
        Map<String, String> out = new TreeMap<>();
        if (negative + neutral + positive > 0) {
            out.put("negative", Long.toString(negative));
            out.put("neutral", Long.toString(neutral));
            out.put("positive", Long.toString(positive));
        }
        return out;
    }

    /**
     * Source → JSON with its newest event, how far it lies behind, messages per minute over the last ten and completeness:
     * 1 while it sends, 0 after five minutes without data. One that was imported is complete, and says when and how much.
     *
     * @param end end of the windows, epoch milliseconds event time
     * @param now wall clock, epoch milliseconds
     * @param arrivals source → how its messages came
     */
    Map<String, String> sources(long end, long now, Map<String, SourceArrivals> arrivals) {
        Map<String, String> out = new TreeMap<>();
        sources.forEach((source, minutes) -> {
            long last = 0;
            for (Tally t : minutes.values()) {
                last = Math.max(last, t.lastEvent());
            }
            long posts = 0;
            for (Tally t : minutes.subMap(first(end, 10 * Tally.MINUTE_MS), true, end, true)
                    .values()) {
                posts += t.posts();
            }
            long newest = last;
            double perMinute = posts / 10.0;
            SourceArrivals came = arrivals.getOrDefault(source, SourceArrivals.NONE);
            boolean imported = came.isImported(now);
            out.put(source, Json.write(g -> {
                g.writeStringField("last_event", WireTime.print(newest));
                g.writeNumberField("lag_seconds", Math.max(0, (end - newest) / 1_000));
                g.writeNumberField("per_minute", perMinute);
                g.writeNumberField("completeness", end - newest > SILENT_MS && !imported ? 0.0 : 1.0);
                if (imported) {
                    g.writeStringField("imported_at", WireTime.print(came.spellAt()));
                    g.writeNumberField("messages", came.spellMessages());
                }
            }));
        });
        return out;
    }

    private static long first(long end, long window) {
        return Math.floorDiv(end - window, Tally.MINUTE_MS) * Tally.MINUTE_MS + Tally.MINUTE_MS;
    }
}
