package io.tidewatch.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnwantedWordsTest {
    @Test
    void shouldFindEitherWordWhenBracketsNameThem() {
        UnwantedWords words = new UnwantedWords(List.of("(快递|包裹)(太|)慢"));

        assertThat(words.in("这包裹太慢了")).isTrue();
        assertThat(words.in("快递慢")).isTrue();
        assertThat(words.in("快递很慢")).isFalse();
    }

    @Test
    void shouldLookOnlyInTheSameSentenceWhenWordsStandApart() {
        UnwantedWords words = new UnwantedWords(List.of("快递…没动"));

        assertThat(words.in("快递都三天没动了")).isTrue();
        assertThat(words.in("快递来了。三天没动")).isFalse();
        assertThat(words.in("没动的快递")).isFalse();
    }

    @Test
    void shouldMatchWholeWordsOnlyWhenEnglish() {
        UnwantedWords words = new UnwantedWords(List.of("rat", "order…stuck"));

        assertThat(words.in("What a Rat!")).isTrue();
        assertThat(words.in("great rating")).isFalse();
        assertThat(words.in("my order is stuck")).isTrue();
    }
}
