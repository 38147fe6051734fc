package io.tidewatch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void shouldGiveTheFirstThatFits() {
        // when
        int seen = Eventually.within(Duration.ofSeconds(20)).see("a third look", looks::incrementAndGet, n -> n == 3);

        // then
        assertThat(seen).isEqualTo(3);
        assertThat(looks).hasValue(3);
    }

    @Test
    void shouldSayWhatItWaitedForAndWhatItSawLast() {
        assertThatThrownBy(() -> Eventually.within(Duration.ofMillis(30))
                        .every(Duration.ofMillis(20))
                        .see("three alerts", () -> "alert " + looks.incrementAndGet(), s -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("three alerts: not within 0.03 s, last of " + looks + " times seen: alert " + looks);
    }

    @Test
    void shouldLookOnceMoreWhenTheTimeHasPassed() {
        // when
        int seen = Eventually.within(Duration.ZERO).see("anything", looks::incrementAndGet, n -> true);

        // then
        assertThat(seen).isEqualTo(1);
    }

    @Test
    void shouldEndWithWhatTheLookThrows() {
        assertThatThrownBy(() -> Eventually.within(Duration.ofSeconds(20))
                        .see(
                                "anything",
                                () -> {
                                    throw new IOException("gone");
                                },
                                s -> true))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void shouldNotGoOnWhenInterrupted() {
        // given
        Thread.currentThread().interrupt();

        // when, then
        assertThatThrownBy(() -> Eventually.within(Duration.ofSeconds(20))
                        .see("a sign", looks::incrementAndGet, n -> n == 1_000))
                .isInstanceOf(AssertionError.class)
                .hasMessage("a sign: interrupted, last of 1 times seen: 1");
        assertThat(Thread.interrupted()).isTrue();
    }
}
