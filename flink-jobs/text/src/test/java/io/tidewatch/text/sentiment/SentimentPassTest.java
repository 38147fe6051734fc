package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentPassTest {
    private final SentimentPass pass = new SentimentPass(SentimentModel.packaged());

    @ParameterizedTest
    @ValueSource(strings = {"物流很快，但是质量太差", "差", "好的", "一二三", "The zip broke 😡 真无语", "　１２３ＡＢＣ"})
    void shouldSumRangesToTheWholeWhereverItIsCut(String text) {
        // given
        int n = text.length();
        pass.read(text.toCharArray(), n);
        for (int i = 0; i <= n; i++) {
            for (int j = i; j <= n; j++) {
                // when
                double parts =
                        (i > 0 ? pass.sum(0, i) : 0) + (j > i ? pass.sum(i, j) : 0) + (n > j ? pass.sum(j, n) : 0);
                // then
                assertThat(parts).isCloseTo(pass.sum(0, n), within(1e-9));
            }
        }
    }

    @Test
    void shouldReadClausesApart() {
        // given
        String text = "物流很快，质量太差";
        // when
        pass.read(text.toCharArray(), text.length());
        // then
        assertThat(pass.positive(0, 4)).isGreaterThan(0);
        assertThat(pass.positive(5, 9)).isLessThan(0);
        assertThat(pass.positiveWithout(new int[] {5}, new int[] {9}, 1)).isGreaterThan(pass.positive());
        assertThat(pass.positiveWithout(new int[] {0}, new int[] {9}, 1)).isZero();
    }

    @Test
    void shouldKnowCommonWordsOnly() {
        // given
        String text = "垃圾呱唧";
        // when
        pass.read(text.toCharArray(), text.length());
        // then
        assertThat(pass.knows(0, 2)).isTrue();
        assertThat(pass.knows(2, 4)).isFalse();
        assertThat(pass.knows(0, 5)).isFalse();
    }

    @Test
    void shouldForgetTheTextBefore() {
        // given
        pass.read("非常好非常好非常好".toCharArray(), 9);
        double first = read("太差了");
        // when
        read("很长的一段话，很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好");
        // then
        assertThat(read("太差了")).isEqualTo(first);
        assertThat(read("")).isZero();
    }

    private double read(String text) {
        pass.read(text.toCharArray(), text.length());
        return pass.positive();
    }
}
