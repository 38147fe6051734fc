package io.tidewatch.notify.config;

/**
 * What makes an acknowledged incident be notified again.
 *
 * @param peakGrowth growth of the peak since the acknowledgement, 0.5 = half as much again; 0 means never
 * @param newRegionMs a new region notifies again, at most once in that time; 0 means never
 */
public record ReopenAfterAck(boolean severityUp, double peakGrowth, long newRegionMs, long newChannelMs) {}
