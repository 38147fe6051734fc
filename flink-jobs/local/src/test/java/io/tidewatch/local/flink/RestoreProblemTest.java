package io.tidewatch.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestoreProblemTest {
    @Test
    void shouldNameTheLastCauseOfAStateThatDoesNotFit() {
        assertThat(RestoreProblem.in("""
                java.lang.Exception: Exception while creating StreamOperatorStateContext.
                \tat org.apache.flink.streaming.api.operators.StreamTaskStateInitializerImpl.f(S.java:332)
                Caused by: org.apache.flink.util.FlinkException: Could not restore keyed state backend for X
                \tat org.apache.flink.f(S.java:332)
                Caused by: java.lang.ClassNotFoundException: io.tidewatch.alert.Gone
                """)).contains("java.lang.ClassNotFoundException: io.tidewatch.alert.Gone");
        assertThat(RestoreProblem.in("""
                org.apache.flink.util.StateMigrationException: For heap backends, the new state serializer must not be incompatible
                \tat x
                """)).isPresent();
    }

    @Test
    void shouldLeaveOtherFailuresAlone() {
        assertThat(RestoreProblem.in("""
                java.lang.IllegalStateException: topic tidewatch.receipts does not exist, so nothing may be sent
                \tat org.apache.flink.runtime.state.StateMigrationException.f(S.java:332)
                Caused by: org.apache.kafka.common.errors.TimeoutException: Could not reach the broker
                """)).isEmpty();
    }
}
