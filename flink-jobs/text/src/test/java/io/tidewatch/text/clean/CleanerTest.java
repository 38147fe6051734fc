package io.tidewatch.text.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.text.hanlp.HanLpSegmenter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanerTest {
    private final Cleaner cleaner = new Cleaner(HanLpSegmenter.simplification());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '\u0001',
            value = {
                "<p>快递<b>太慢</b></p> | 快递太慢",
                "快递&amp;物流&#24456;慢&#x6162; | 快递&物流很慢慢",
                "<script>alert('x')</script>破损 | 破损",
                "a < b 和 c > d | a < b 和 c > d",
                "看这里 https://t.cn/abc?x=1 太慢 | 看这里 太慢",
                "@所有人 快来看 | 快来看",
                "又断网了.@品牌客服 急 | 又断网了. 急",
                "写信给 me.too@x.com | 写信给 me.too@x.com",
                "同意//@张三:快递太慢 | 同意//快递太慢",
                "ＡＢＣ１２３，慢！ | ABC123，慢！",
                "物流太慢，東西壞了，客服態度很差 | 物流太慢，东西坏了，客服态度很差",
                "慢慢慢慢慢慢慢慢 | 慢慢慢",
                "电话13800000000 | 电话13800000000",
                "好😀😀😀😀😀😀 | 好😀😀😀"
            })
    void shouldLeaveReadableTextWhenMarkupIsTakenOut(String raw, String expected) {
        assertThat(cleaner.clean(raw).text()).isEqualTo(expected);
    }

    @Test
    void shouldDropControlsJoinersAndDirectionMarksWhenPresent() {
        // given
        String raw = "快\u200b递\u202e太\u0000慢\ufeff\u2066\ud800了\udc00";
        // when, then
        assertThat(cleaner.clean(raw).text()).isEqualTo("快递太慢了");
    }

    @Test
    void shouldCountLinksAndMentionsAndKeepMailAddresses() {
        // when
        CleanText clean = cleaner.clean("@甲 @乙 看 http://a.cn 和 www.b.cn 写信 me@x.com");
        // then
        assertThat(clean.links()).isEqualTo(2);
        assertThat(clean.mentions()).hasSize(2);
        assertThat(clean.text()).endsWith("写信 me@x.com");
    }
}
