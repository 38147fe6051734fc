package io.tidewatch.notify.config;

/**
 * One step of an escalation.
 *
 * @param who owner, fallback, or the name of an owner, a receiver or a person
 * @param waitMs time for an answer before the next step; 0 on the last
 */
public record EscalationStep(String who, long waitMs) {}
