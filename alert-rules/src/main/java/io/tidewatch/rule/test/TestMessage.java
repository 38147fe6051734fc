package io.tidewatch.rule.test;

import io.tidewatch.feedback.Feedback;

/**
 * A message of a test.
 *
 * @param comesAt when it is received, epoch milliseconds of virtual time
 */
public record TestMessage(long comesAt, Feedback feedback) {}
