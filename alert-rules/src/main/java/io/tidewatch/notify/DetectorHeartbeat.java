package io.tidewatch.notify;

/**
 * The detector's signs of life. All but {@code eventTime} are epoch milliseconds of the clock.
 *
 * @param since begin of the present run of beats; a gap of over two minutes begins a new one; 0 before the first
 * @param last newest beat
 * @param eventTime how far in event time the detector is, epoch milliseconds
 * @param currentSince when event time was first seen close to the clock in this run; 0 while it is far behind
 */
public record DetectorHeartbeat(long since, long last, long eventTime, long currentSince) {
    public static final DetectorHeartbeat NONE = new DetectorHeartbeat(0, 0, 0, 0);

    private static final long GAP_MS = 120_000;

    /** Alerts and beats come by different ways; what a beat overtook gets this time to arrive. */
    private static final long SETTLE_MS = 10_000;

    public DetectorHeartbeat beat(long now, long detectorTime, long historicalAfterMs) {
        boolean sameRun = since > 0 && now - last <= GAP_MS;
        long reached = sameRun ? Math.max(eventTime, detectorTime) : detectorTime;
        boolean current = reached >= now - historicalAfterMs;
        long from = !current ? 0 : sameRun && currentSince > 0 ? currentSince : now;
        return new DetectorHeartbeat(sameRun ? since : now, now, reached, from);
    }

    /** True when the detector lived, without a gap, for that long since an instant, up to now. */
    public boolean livesThroughout(long instant, long now, long durationMs) {
        return since > 0 && now - last <= GAP_MS && now - Math.max(instant, since) >= durationMs;
    }

    /** True when the detector has caught up with the clock, and what it said before then has arrived. */
    public boolean isCurrent(long now, long historicalAfterMs) {
        return currentSince > 0
                && now - last <= GAP_MS
                && eventTime >= now - historicalAfterMs
                && now - currentSince >= SETTLE_MS;
    }
}
