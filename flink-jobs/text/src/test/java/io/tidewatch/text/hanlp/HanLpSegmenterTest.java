package io.tidewatch.text.hanlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.text.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HanLpSegmenterTest {
    private static final String LETTERS = "的一是不了快递退款质量客服物流北京南京市长江大桥研究生命起源很差没到账二三百千年月3.14，。！ abcAPP😀（）张三李四①";

    private final HanLpSegmenter segmenter = HanLpSegmenter.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "好",
                "快递五天没动，客服态度太差",
                "研究生命的起源",
                "南京市长江大桥",
                "退款3.5元，订单2024年1月到账",
                "iPhone 15 Pro 闪退，APP打不开",
                "菜鸟驿站转运中心没动静😀😀",
                "２０２４年 ＡＢＣ　全角"
            })
    void shouldFindTheWordsOfTheLibraryWhenTextIsOrdinary(String text) {
        // when / then
        assertThat(words(text)).isEqualTo(text.isEmpty() ? List.of() : segmenter.wordsOfLibrary(text));
    }

    @Test
    void shouldFindTheWordsOfTheLibraryWhenTextIsRandom() {
        // given
        Random random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(40);
            for (int i = 0; i < length; i++) {
                boolean anything = random.nextInt(8) == 0;
                text.append(
                        anything
                                ? (char) (0x4E00 + random.nextInt(0x5000))
                                : LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            // when / then
            assertThat(words(text.toString())).isEqualTo(segmenter.wordsOfLibrary(text.toString()));
        }
    }

    private List<String> words(String text) {
        Words words = new Words();
        segmenter.read(text, words);
        List<String> out = new ArrayList<>();
        for (int w = 0; w < words.size(); w++) {
            out.add(words.text(w));
        }
        return out;
    }
}
