package io.tidewatch.local.flink;

/** A job cannot go on with the state that its checkpoints hold. */
public final class RestoreFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String job;

    /** @param problem what Flink says, for example a class that is not there any more */
    public RestoreFailedException(String job, String problem) {
        super(problem);
        this.job = job;
    }

    /** Its name. */
    public String job() {
        return job;
    }
}
