package io.tidewatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @ParameterizedTest
    @CsvSource({"快递没动, 4, 快递没动", "快递没动了, 4, 快递没…", "快递😀没动, 4, 快递…", "快递😀没动, 5, 快递😀…"})
    void keepsWholeCharactersAndSaysThatThereIsMore(String text, int max, String expected) {
        assertThat(Excerpt.of(text, max, "…")).isEqualTo(expected);
    }

    @Test
    void leavesHalfAPairOut() {
        assertThat(Excerpt.of("a😀b", 2)).isEqualTo("a");
        assertThat(Excerpt.of("a😀b", 0)).isEmpty();
    }
}
