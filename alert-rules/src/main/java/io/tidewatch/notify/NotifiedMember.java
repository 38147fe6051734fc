package io.tidewatch.notify;

import io.tidewatch.alert.Severity;

/**
 * A member of an incident as one receiver was last notified of it.
 *
 * @param fingerprint of rule and group
 * @param alert its episode's id: another one under the same fingerprint is a new rise
 * @param severity highest notified of this episode
 */
public record NotifiedMember(String fingerprint, String alert, Severity severity) {}
