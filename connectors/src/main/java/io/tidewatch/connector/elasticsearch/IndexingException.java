package io.tidewatch.connector.elasticsearch;

/** Elasticsearch cannot be written to until somebody mends the set-up; the message says what. */
public final class IndexingException extends Exception {
    private static final long serialVersionUID = 1L;

    public IndexingException(String problem) {
        super(problem);
    }

    public IndexingException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
