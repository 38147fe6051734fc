package io.tidewatch.feedback;

/** A message that breaks the wire format; the message names field, value and what was expected. */
public final class InvalidFeedbackException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public InvalidFeedbackException(String reason, String problem) {
        super(problem);
        this.reason = reason;
    }

    /** A short stable word for counters and dead letters, for example {@code missing_field}. */
    public String reason() {
        return reason;
    }
}
