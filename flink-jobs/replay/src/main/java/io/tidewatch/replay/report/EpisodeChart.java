package io.tidewatch.replay.report;

import io.tidewatch.alert.Alert;
import io.tidewatch.replay.ComplaintCounts;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws one episode: complaints of each five minutes, the same hours a day earlier, and when each of the two would have
 * fired.
 */
final class EpisodeChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 180;
    private static final int LABELS = 22;
    private static final long BEFORE_MS = 3 * 3_600_000L;
    private static final long AFTER_MS = 3_600_000L;
    private static final long MAX_MS = 24 * 3_600_000L;
    private static final long DAY_MS = 24 * 3_600_000L;

    /** A vertical line with its name. */
    record Mark(String style, String label, long at) {}

    private final ComplaintCounts counts;
    private final Alert episode;
    private final LocalTimes times;
    private final List<Mark> marks = new ArrayList<>();

    EpisodeChart(ComplaintCounts counts, Alert episode, LocalTimes times) {
        this.times = times;
        this.counts = counts;
        this.episode = episode;
    }

    EpisodeChart mark(String style, String label, long at) {
        marks.add(new Mark(style, label, at));
        return this;
    }

    /** SVG, with the accessible name given. */
    String svg(String name) {
        long from = EpisodeQueries.bin(episode.startsAt() - BEFORE_MS);
        long to = Math.min(EpisodeQueries.bin(EpisodeQueries.end(episode) + AFTER_MS), from + MAX_MS);
        long step = ComplaintCounts.BIN_MS;
        int bins = (int) Math.max(1, (to - from) / step);
        int[] now = new int[bins];
        int[] dayBefore = new int[bins];
        int most = 5;
        for (int i = 0; i < bins; i++) {
            long t = from + i * step;
            now[i] = labelled(t, t + step);
            dayBefore[i] = labelled(t - DAY_MS, t - DAY_MS + step);
            most = Math.max(most, Math.max(now[i], dayBefore[i]));
        }
        double w = (double) WIDTH / bins;
        StringBuilder s = new StringBuilder();
        s.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT + 2 * LABELS);
        s.append("\" role=\"img\" aria-label=\"").append(Html.text(name)).append("\">");
        for (int i = 0; i < bins; i++) {
            double h = (double) HEIGHT * now[i] / most;
            s.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"now\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    i * w,
                    LABELS + HEIGHT - h,
                    Math.max(0.5, w - 1),
                    h));
        }
        s.append("<polyline class=\"before\" points=\"");
        for (int i = 0; i < bins; i++) {
            s.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", (i + 0.5) * w, LABELS + HEIGHT - (double) HEIGHT * dayBefore[i] / most));
        }
        s.append("\"/>");
        int row = 0;
        for (Mark m : marks) {
            double x = (double) (m.at() - from) / (to - from) * WIDTH;
            boolean left = x > WIDTH * 0.75;
            s.append(String.format(
                    Locale.ROOT,
                    "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                            + "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s %s</text>",
                    m.style(),
                    x,
                    x,
                    8,
                    LABELS + HEIGHT,
                    m.style(),
                    left ? x - 5 : x + 5,
                    18 + 18 * row,
                    left ? "end" : "start",
                    Html.text(m.label()),
                    times.time(m.at())));
            row++;
        }
        s.append(String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<text x=\"0\" y=\"%d\">%d</text></svg>",
                HEIGHT + 2 * LABELS - 5,
                times.moment(from),
                WIDTH,
                HEIGHT + 2 * LABELS - 5,
                times.moment(to),
                LABELS - 6,
                most));
        return s.toString();
    }

    private int labelled(long from, long to) {
        if (EpisodeQueries.isOfAnyIssue(episode)) {
            return counts.messagesBetween(episode.group().get("region"), from, to);
        }
        int sum = 0;
        for (ComplaintCounts.Key key : counts.keys()) {
            if (EpisodeQueries.covers(episode, key)) {
                sum += counts.between(key, from, to);
            }
        }
        return sum;
    }
}
