package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Trend;
import io.tidewatch.surge.ExpectedBand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an incident: the sum over the members of the leading rule, since two rules may count the same messages.
 *
 * @param expected null when a member has no baseline
 * @param ratio originals / expected
 * @param negativeShare 0…1
 * @param doublingMinutes of the leading alert
 * @param trend likewise
 * @param band what is usual around {@code expected}; null when a member has none
 * @param peak sum of the highest counts that the members had, each at its own time
 */
public record IncidentFigures(
        long posts,
        long originals,
        long authors,
        @Nullable Double expected,
        @Nullable Double ratio,
        double negativeShare,
        @Nullable Double doublingMinutes,
        @Nullable Trend trend,
        @Nullable ExpectedBand band,
        long peak) {

    /** @param notification not empty */
    public static IncidentFigures of(List<Alert> notification) {
        return of(notification, lead(notification));
    }

    /** @param lead the alert whose rule is summed over */
    public static IncidentFigures of(List<Alert> notification, Alert lead) {
        long posts = 0;
        long originals = 0;
        long authors = 0;
        double expected = 0;
        double negative = 0;
        long peak = 0;
        boolean known = true;
        ExpectedBand.Sum band = new ExpectedBand.Sum();
        for (Alert a : notification) {
            if (!a.rule().equals(lead.rule())) {
                continue;
            }
            posts += a.value().posts();
            originals += a.value().originals();
            authors += a.value().authors();
            peak += Math.max(
                    a.value().originals(), a.peak() == null ? 0 : a.peak().originals());
            negative += a.value().negativeShare() * a.value().posts();
            Double e = a.value().expected();
            known &= e != null;
            expected += e == null ? 0 : e;
            band.add(e == null ? 0 : e, a.value().band());
        }
        boolean alone = notification.size() == 1;
        return new IncidentFigures(
                posts,
                originals,
                authors,
                known ? expected : null,
                alone ? lead.value().ratio() : known && expected > 0 ? (Double) (originals / expected) : null,
                posts > 0 ? negative / posts : lead.value().negativeShare(),
                lead.value().doublingMinutes(),
                lead.value().trend(),
                known ? band.band() : null,
                peak);
    }

    public static Alert lead(List<Alert> notification) {
        return notification.stream().min(IncidentAssembly.LEAD).orElseThrow();
    }
}
