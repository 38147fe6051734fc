package io.tidewatch.replay.explain;

import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.time.Durations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reading, in whichever of a rule's windows, and the severity that were least far from holding.
 *
 * @param window that it was measured in, milliseconds
 * @param readings over that window, in order of time
 * @param index of the reading among them
 * @param shortfall see {@link MeasureLines#shortfall}
 * @param shorter the next shorter window, whose ratio must hold too; null in the shortest
 */
record NearestMiss(
        long window,
        List<RuleReading> readings,
        int index,
        SeverityLevel level,
        double shortfall,
        @Nullable Shorter shorter) {

    /** @param readings over it, in order of time */
    record Shorter(long window, List<RuleReading> readings) {
        @Nullable
        RuleReading at(long instant) {
            return readings.stream().filter(r -> r.at() == instant).findFirst().orElse(null);
        }
    }

    /**
     * @param instants epoch milliseconds
     * @return null when nothing was measured
     */
    static @Nullable NearestMiss of(Rule rule, RuleProbe probe, Group group, List<Long> instants) {
        NearestMiss best = null;
        Shorter shorter = null;
        for (long window : rule.windows()) {
            List<RuleReading> readings = probe.readings(group, instants, window);
            for (SeverityLevel level : rule.severities()) {
                for (int i = 0; i < readings.size(); i++) {
                    double shortfall = shortfall(level, readings, shorter, i);
                    if (best == null || shortfall < best.shortfall) {
                        best = new NearestMiss(window, readings, i, level, shortfall, shorter);
                    }
                }
            }
            shorter = new Shorter(window, readings);
        }
        return best;
    }

    private static double shortfall(SeverityLevel level, List<RuleReading> readings, @Nullable Shorter shorter, int i) {
        double here = MeasureLines.shortfall(level, RuleProbe.measured(readings.get(i)));
        RuleReading there = shorter == null ? null : shorter.at(readings.get(i).at());
        return there == null ? here : Math.max(here, MeasureLines.shortfall(ratioOf(level), RuleProbe.measured(there)));
    }

    private static SeverityLevel ratioOf(SeverityLevel level) {
        return new SeverityLevel(
                level.severity(),
                level.conditions().stream()
                        .filter(c -> c.metric() == Metric.RATIO)
                        .toList());
    }

    RuleReading reading() {
        return readings.get(index);
    }

    /** What fails, in this window and of the ratio in the next shorter one. */
    String missed() {
        List<String> missed = new ArrayList<>();
        missed.add(MeasureLines.missed(level, RuleProbe.measured(reading())));
        RuleReading inShorter = shorter == null ? null : shorter.at(reading().at());
        if (shorter != null && inShorter != null) {
            String there = MeasureLines.missed(ratioOf(level), RuleProbe.measured(inShorter));
            missed.add(there.isEmpty() ? "" : "over " + Durations.print(shorter.window) + " " + there);
        }
        missed.removeIf(String::isEmpty);
        return String.join("; ", missed);
    }

    /** For how long it went on holding, milliseconds. */
    long heldMs() {
        long held = 0;
        for (int i = index; i < readings.size() && shortfall(level, readings, shorter, i) == 0; i++) {
            held = readings.get(i).at() - reading().at();
        }
        return held;
    }
}
