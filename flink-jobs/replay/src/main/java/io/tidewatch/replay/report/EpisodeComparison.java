package io.tidewatch.replay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One episode under two rule sets.
 *
 * @param change {@code new}: only these rules find it; {@code gone}: only the others do; {@code severity},
 *     {@code earlier} and {@code later}: both do, differently; {@code same}
 * @param ours null when gone
 * @param theirs null when new
 */
public record EpisodeComparison(
        String change, @Nullable Alert ours, @Nullable Alert theirs) {

    /** Pairs episodes of the same incident and group that overlap in time, the same rule first; sorted by start. */
    public static List<EpisodeComparison> of(List<Alert> ours, List<Alert> theirs) {
        List<Alert> left = new ArrayList<>(theirs);
        List<EpisodeComparison> out = new ArrayList<>();
        for (Alert a : ours) {
            Alert partner = left.stream()
                    .filter(b -> overlap(a, b))
                    .min(Comparator.comparing((Alert b) -> !b.rule().equals(a.rule()))
                            .thenComparing(b -> Math.abs(b.startsAt() - a.startsAt())))
                    .orElse(null);
            left.remove(partner);
            out.add(new EpisodeComparison(partner == null ? "new" : changeOf(a, partner), a, partner));
        }
        left.forEach(b -> out.add(new EpisodeComparison("gone", null, b)));
        out.sort(Comparator.comparingLong((EpisodeComparison c) -> c.shown().startsAt())
                .thenComparing(c -> c.shown().rule())
                .thenComparing(c -> c.shown().group().key()));
        return out;
    }

    private static boolean overlap(Alert a, Alert b) {
        return a.incident().equals(b.incident())
                && a.group().equals(b.group())
                && a.startsAt() <= EpisodeQueries.end(b)
                && b.startsAt() <= EpisodeQueries.end(a);
    }

    private static String changeOf(Alert a, Alert b) {
        if (a.severity() != b.severity()) {
            return "severity";
        }
        int order = Long.compare(EpisodeQueries.firedAt(a), EpisodeQueries.firedAt(b));
        return order < 0 ? "earlier" : order > 0 ? "later" : "same";
    }

    private Alert shown() {
        if (ours != null) {
            return ours;
        }
        if (theirs != null) {
            return theirs;
        }
        throw new IllegalStateException("a comparison of nothing");
    }

    /** Minutes by which these rules fire later than the others; negative when earlier, null unless both do. */
    public @Nullable Double minutesLater() {
        return ours == null || theirs == null
                ? null
                : (EpisodeQueries.firedAt(ours) - EpisodeQueries.firedAt(theirs)) / 60_000d;
    }

    /** One line of JSON: change, minutes_later, ours and theirs as alerts. */
    public String json() {
        try {
            ObjectNode n = Json.MAPPER.createObjectNode();
            n.put("change", change);
            n.put("minutes_later", minutesLater());
            n.set("ours", ours == null ? null : Json.tree(AlertJson.write(ours)));
            n.set("theirs", theirs == null ? null : Json.tree(AlertJson.write(theirs)));
            return n.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert that we wrote cannot be read", e);
        }
    }
}
