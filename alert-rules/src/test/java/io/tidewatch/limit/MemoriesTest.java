package io.tidewatch.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MemoriesTest {
    private static final long DAY = 24 * 3_600_000L;
    private static final long T = 1_700_000_000_000L;

    @Test
    void shouldForgetWhatIsWorthLeastAndKnowSinceWhen() {
        Memories memories = new Memories();
        memories.put("often", Standing.between(T - 30 * DAY, T));
        memories.put("seldom", Standing.between(T, T + 1_000));
        memories.put("long ago", Standing.between(T - 300 * DAY, T - 290 * DAY));

        assertThat(memories.forgetOver(3)).isNull();
        assertThat(memories.forgottenUntil()).isZero();
        assertThat(memories.forgetOver(2)).isEqualTo("long ago");
        assertThat(memories.forgetOver(1)).isEqualTo("seldom");

        assertThat(memories.forgottenUntil()).isEqualTo(T + 1_000);
        assertThat(memories.take("often")).isNotNull();
        assertThat(memories.take("often")).isNull();
    }

    @Test
    void shouldCountStretchesOfFiveMinutesHalfAsMuchAfterTwoWeeks() {
        Standing twice = Standing.first(T).after(T + 1).after(T + 2).after(T + 3);
        Standing later = twice.after(T + 14 * DAY);

        assertThat(twice.worth()).isEqualTo(Standing.first(T).worth());
        assertThat(twice.isNothing()).isFalse();
        assertThat(Standing.first(T).isNothing()).isTrue();
        assertThat(later.worth() - Standing.first(T + 14 * DAY).worth())
                .isCloseTo(Math.log(1.5) / Math.log(2), within(1e-9));
        assertThat(later.after(T)).isSameAs(later);
    }
}
