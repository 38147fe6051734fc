package io.tidewatch.notify.config;

/**
 * What tells an acknowledged incident again.
 *
 * @param peakGrowth growth of the peak since the acknowledgement, 0.5 = half as much again; 0 means never
 * @param newRegionMs a new region tells again, at most once in that time; 0 means never
 */
public record ReopenAfterAck(boolean severityUp, double peakGrowth, long newRegionMs, long newChannelMs) {}
