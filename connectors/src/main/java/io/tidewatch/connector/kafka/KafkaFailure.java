package io.tidewatch.connector.kafka;

/** Says why a future of the Kafka client failed. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /** What Kafka says: the message of the cause, or of the failure itself when it has none. */
    public static String message(Exception failure) {
        Throwable cause = failure.getCause();
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }
}
