package io.tidewatch.replay.explain;

import io.tidewatch.alert.Pseudonym;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names the ids that stood for many, so that nobody looks for the people that a rule counted under them. */
final class SharedIdLines {
    private static final int MAX_LINES = 5;

    private SharedIdLines() {}

    /**
     * Of the ids that were missing to messages of some time, those with the most messages.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     * @param times how clock times are written
     */
    static void print(List<SharedId> ids, long from, long to, LocalTimes times, Lines out) {
        Map<String, SharedId> then = new LinkedHashMap<>();
        for (SharedId id : ids) {
            if (id.asOf() <= to) {
                then.merge(id.key(), id, (a, b) -> a.asOf() > b.asOf() ? a : b);
            }
        }
        // one that ended and began anew is one
        Map<String, SharedId> last = new LinkedHashMap<>();
        for (SharedId id : then.values()) {
            if (id.from() <= to && id.until() > from) {
                last.merge(
                        id.source() + '\0' + id.field() + '\0' + id.value(), id, (a, b) -> a.from() > b.from() ? a : b);
            }
        }
        List<SharedId> sorted = new ArrayList<>(last.values());
        sorted.sort(Comparator.comparingLong((SharedId id) -> -id.messages()).thenComparing(SharedId::key));
        List<String> lines = new ArrayList<>();
        for (SharedId id : sorted.subList(0, Math.min(MAX_LINES, sorted.size()))) {
            lines.add(line(id, times));
        }
        if (sorted.size() > MAX_LINES) {
            lines.add("and " + (sorted.size() - MAX_LINES) + " more");
        }
        out.block("shared ids", lines);
    }

    private static String line(SharedId id, LocalTimes times) {
        return String.format(
                Locale.ROOT,
                "%s of source %s stands for many: %,d of %,d messages (%.0f%%) in the 24h before %s, with 20 or more %s behind"
                        + " it; taken as missing since %s%s",
                Pseudonym.of(id.field().dimension(), id.value()).en(),
                Lines.plain(id.source()),
                id.messages(),
                id.of(),
                100.0 * id.messages() / id.of(),
                times.stamp(id.asOf()),
                behind(id),
                times.stamp(id.from()),
                id.until() == SharedId.OPEN ? "" : " until " + times.stamp(id.until()));
    }

    private static String behind(SharedId id) {
        return switch (id.field()) {
            case AUTHOR -> "customers or orders";
            case CUSTOMER -> "orders or authors";
            case ORDER -> "customers or authors";
        };
    }
}
