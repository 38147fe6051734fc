package io.tidewatch.job.detect.rules;

import io.tidewatch.job.detect.series.Primer;
import io.tidewatch.job.detect.time.EvaluationSpan;
import io.tidewatch.job.detect.time.WallClock;
import io.tidewatch.time.LocalClock;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How DetectJob runs.
 *
 * @param rules the set that is live from the start; updates with a higher revision replace it
 * @param countHorizonMs how far behind the watermark a message is still counted
 * @param copyHorizonMs how long a near copy is folded into its first
 * @param historicalAfterMs event time so far behind the clock makes an episode historical; {@link Long#MAX_VALUE}: never
 * @param zone whose hours, weekends and days are usual
 * @param sinceMs event time from which on messages are read; {@link Long#MAX_VALUE}: from the first one
 * @param untilMs last instant at which anything is evaluated; {@link Long#MAX_VALUE}: as long as messages come
 * @param live false in backtests: no wall clock is looked at and nothing is repeated
 * @param clock wall clock of the running system
 * @param teaches hashes of the series that alone are measured, and emitted as {@link Primer}s when the input has ended;
 *     empty: all are measured and none is emitted
 * @param sourceDelays source → usual delay from said to heard, milliseconds, where it is given; else it is learnt
 */
public record DetectSettings(
        RuleUpdate rules,
        long countHorizonMs,
        long copyHorizonMs,
        long historicalAfterMs,
        ZoneId zone,
        long sinceMs,
        long untilMs,
        boolean live,
        WallClock clock,
        TreeSet<String> teaches,
        TreeMap<String, Long> sourceDelays)
        implements Serializable {
    /** Of backtests, and of the running system where nobody says. */
    public static final long COUNT_HORIZON_MS = 48 * 3_600_000L;

    public static final long COPY_HORIZON_MS = 24 * 3_600_000L;
    public static final long CHINA_MS = 8 * 3_600_000L;

    private static final Instant STANDARD_SINCE = Instant.parse("2020-01-01T00:00:00Z");

    /** Measures everything. */
    public DetectSettings(
            RuleUpdate rules,
            long countHorizonMs,
            long copyHorizonMs,
            long historicalAfterMs,
            ZoneId zone,
            long sinceMs,
            long untilMs,
            boolean live,
            WallClock clock) {
        this(
                rules,
                countHorizonMs,
                copyHorizonMs,
                historicalAfterMs,
                zone,
                sinceMs,
                untilMs,
                live,
                clock,
                new TreeSet<>(),
                new TreeMap<>());
    }

    /**
     * For backtests: event time only.
     *
     * @param firstMs event time of the first recorded message
     * @param lastMs event time of the last one; one evaluation interval later all ends
     */
    public static DetectSettings backtest(RuleUpdate rules, long firstMs, long lastMs) {
        return new DetectSettings(
                rules,
                COUNT_HORIZON_MS,
                COPY_HORIZON_MS,
                Long.MAX_VALUE,
                LocalClock.DEFAULT_ZONE,
                firstMs,
                lastMs + 30_000,
                false,
                WallClock.NONE);
    }

    /**
     * Settings under which only some series are measured, and emitted as primers at the end.
     *
     * @param series hashes
     */
    public DetectSettings teaching(Set<String> series) {
        return new DetectSettings(
                rules,
                countHorizonMs,
                copyHorizonMs,
                historicalAfterMs,
                zone,
                sinceMs,
                untilMs,
                live,
                clock,
                new TreeSet<>(series),
                sourceDelays);
    }

    /** Settings under which the delays of some sources are given, milliseconds. */
    public DetectSettings withSourceDelays(Map<String, Long> given) {
        return new DetectSettings(
                rules,
                countHorizonMs,
                copyHorizonMs,
                historicalAfterMs,
                zone,
                sinceMs,
                untilMs,
                live,
                clock,
                teaches,
                new TreeMap<>(given));
    }

    /** Settings under which hours, weekends and days are those of a zone. */
    public DetectSettings withZone(ZoneId other) {
        return new DetectSettings(
                rules,
                countHorizonMs,
                copyHorizonMs,
                historicalAfterMs,
                other,
                sinceMs,
                untilMs,
                live,
                clock,
                teaches,
                sourceDelays);
    }

    /** Offset of the zone from UTC without daylight saving, milliseconds. */
    public long zoneMs() {
        return zone.getRules().getStandardOffset(STANDARD_SINCE).getTotalSeconds() * 1000L;
    }

    /** True when a series is of any concern. */
    public boolean measures(String series) {
        return teaches.isEmpty() || teaches.contains(series);
    }

    /** True when an instant is still to be evaluated, given the watermark: nothing is after the input has ended. */
    public boolean isWithin(long instant, long watermark) {
        return span().contains(instant, watermark);
    }

    /** Until when event time is evaluated. */
    public EvaluationSpan span() {
        return new EvaluationSpan(live, untilMs);
    }

    /** For the running system. */
    public static DetectSettings live(RuleUpdate rules, long historicalAfterMs, long countHorizonMs) {
        return new DetectSettings(
                rules,
                countHorizonMs,
                COPY_HORIZON_MS,
                historicalAfterMs,
                LocalClock.DEFAULT_ZONE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true,
                WallClock.SYSTEM);
    }
}
