package io.tidewatch.dashboard.wall;

import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Severity;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the wall shows of one reading of the live store.
 *
 * @param asOf when the figures were read, epoch milliseconds; 0 when never
 * @param cards all open incidents, the worst first
 */
record WallView(
        WallLight light,
        Freshness freshness,
        long asOf,
        LiveFigures figures,
        List<IncidentCard> cards,
        IssueTable issues) {
    private static final int ISSUE_ROWS = 7;
    static final int CHART_ISSUES = 3;

    /** @param away true when the newest reading failed and {@code figures} are the last that succeeded */
    static WallView of(LiveFigures figures, long asOf, boolean away, long now, Taxonomy taxonomy) {
        List<IncidentCard> cards = new ArrayList<>();
        for (Incident i : figures.incidents()) {
            cards.add(IncidentCard.of(
                    i,
                    taxonomy,
                    IssueTable.trend(
                            figures.fiveMinutes().getOrDefault(i.incident(), 0L),
                            figures.hour().getOrDefault(i.incident(), 0L))));
        }
        cards.sort(IncidentCard.ORDER);
        Freshness freshness = away ? Freshness.AWAY : Freshness.of(now, figures.sources());
        Severity worst = cards.stream()
                .map(IncidentCard::severity)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new WallView(
                WallLight.of(freshness, worst, figures.unreadable(), figures.learning()),
                freshness,
                asOf,
                figures,
                List.copyOf(cards),
                IssueTable.of(figures.fiveMinutes(), figures.hour(), figures.day(), figures.complaints(), ISSUE_ROWS));
    }

    /** The issues worth a colour of their own in the chart: those with an incident, then the largest. */
    List<String> chartIssues() {
        Set<String> out = new LinkedHashSet<>();
        cards.stream()
                .map(IncidentCard::issue)
                .filter(i -> !i.startsWith("rule:"))
                .forEach(out::add);
        issues.rows().stream().map(IssueTable.Row::issue).forEach(out::add);
        return out.stream().limit(CHART_ISSUES).toList();
    }
}
