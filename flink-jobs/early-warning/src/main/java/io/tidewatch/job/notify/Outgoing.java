package io.tidewatch.job.notify;

import io.tidewatch.notify.message.Push;

/**
 * A push that is not done with.
 *
 * @param attempts tries so far that failed
 */
public record Outgoing(Push push, int attempts) {}
