package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import java.util.Comparator;
import java.util.Map;

/**
 * An alert that is open, as inhibition sees it.
 *
 * @param labels see {@link Dispatch#labels}
 * @param startsAt event time, epoch milliseconds
 */
public record InhibitionSource(String alert, Map<String, String> labels, long startsAt) {
    /** Of alerts that explain each other the first explains the rest: the worst, then the oldest. */
    static final Comparator<InhibitionSource> PRECEDENCE = Comparator.comparing(InhibitionSource::severity)
            .reversed()
            .thenComparingLong(InhibitionSource::startsAt)
            .thenComparing(InhibitionSource::alert);

    /** What inhibition sees of an alert. */
    public static InhibitionSource of(Alert a) {
        return new InhibitionSource(a.id(), Dispatch.labels(a), a.startsAt());
    }

    private Severity severity() {
        String severity = labels.get("severity");
        return severity == null ? Severity.INFO : Severity.of(severity);
    }
}
