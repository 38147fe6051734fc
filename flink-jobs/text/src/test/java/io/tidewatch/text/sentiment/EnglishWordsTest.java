package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishWordsTest {
    private final EnglishWords words = new EnglishWords(18);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I don't like it | i dont like it",
                "I do n't like it | I don’t like it",
                "It didn ' t work | it didn't work",
                "NOT GOOD | not good",
                "waited 2 hours | waited 45 hours",
                "it is  late :-( | it is late :("
            })
    void shouldReadAlike(String one, String other) {
        assertThat(buckets(one)).isEqualTo(buckets(other));
    }

    @Test
    void shouldFindAWordInALengthenedOne() {
        // given
        int[] bad = buckets("bad");
        int good = word("good");
        // then
        assertThat(buckets("baaad")).contains(bad);
        assertThat(buckets("goooood")).contains(good);
    }

    @Test
    void shouldReadADeniedWordAsAnother() {
        // given
        int near = word("not a bit slow");
        // then
        assertThat(near).isNotEqualTo(word("a bit slow"));
        assertThat(word("not now. slow")).isEqualTo(word("slow"));
        assertThat(word("not now but slow")).isEqualTo(word("slow"));
    }

    @Test
    void shouldShareMostOfAMisspeltWord() {
        // given
        int[] right = buckets("terrible");
        // then
        assertThat(Arrays.stream(buckets("terribel"))
                        .filter(b -> Arrays.stream(right).anyMatch(r -> r == b))
                        .count())
                .isGreaterThan(right.length / 2);
    }

    @Test
    void shouldReadAnyText() {
        // given
        String text = "🙂\uD83D ¿? [手机号] ''' :" + "é".repeat(50) + "a".repeat(3000) + " 1 day";
        // then
        assertThat(buckets(text)).isNotEmpty();
        assertThat(buckets("")).isEmpty();
    }

    /** The bucket of the last word, without its pair. */
    private int word(String text) {
        words.read(text.toCharArray(), text.length());
        int last = 0;
        for (int i = 0; i < words.size(); i++) {
            last = words.value(i) == 1 && i + 1 < words.size() ? words.bucket(i) : last;
        }
        return last;
    }

    private int[] buckets(String text) {
        words.read(text.toCharArray(), text.length());
        int[] out = new int[words.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = words.bucket(i);
        }
        return out;
    }
}
