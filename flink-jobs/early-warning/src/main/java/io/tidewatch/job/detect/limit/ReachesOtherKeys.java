package io.tidewatch.job.detect.limit;

/** A keyed function that also looks after keys other than the current one; see {@link OtherKeysOperator}. */
public interface ReachesOtherKeys {
    /** Called once, when the function has been opened and its state restored. */
    void reaches(OtherKeys keys) throws Exception;
}
