package io.tidewatch.term;

/**
 * Where the vocabulary of a group stands.
 *
 * @param since event time of the first message, epoch milliseconds
 * @param dueAt grid instant at which the window is to be looked at; 0 when no new message has come
 */
public record TermClock(long since, long dueAt) {}
