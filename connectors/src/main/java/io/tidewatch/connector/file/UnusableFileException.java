package io.tidewatch.connector.file;

/** A file, or what was said about it, cannot be used at all; the message is what its user reads. */
public final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableFileException(String message) {
        super(message);
    }

    public UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
