package io.tidewatch.connector.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(200, 30_000);

    @Test
    void shouldDoubleUpToTheLimitWhenFailuresFollowEachOther() {
        assertThat(backoff.delay(1, 1)).isEqualTo(200);
        assertThat(backoff.delay(2, 1)).isEqualTo(400);
        assertThat(backoff.delay(5, 1)).isEqualTo(3_200);
        assertThat(backoff.delay(9, 1)).isEqualTo(30_000);
        assertThat(backoff.delay(1_000_000, 1)).isEqualTo(30_000);
    }

    @Test
    void shouldNeverWaitLessThanHalfWhenJitterIsSmallest() {
        assertThat(backoff.delay(2, 0)).isEqualTo(200);
    }
}
