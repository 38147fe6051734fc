package io.tidewatch.text.clean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashtagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#双11快递# 五天没动 #云雀快运# | 双11快递,云雀快运",
                "#快递 太慢#了 | 快递 太慢",
                "my parcel #late #delivery_fail again | late,delivery_fail",
                "订单#12345还没到 | ''",
                "# 标题 没有话题 | ''",
                "一个# 井号 | ''",
                "#开头没有结尾的很长很长的一句话 | 开头没有结尾的很长很长的一句话",
                "#重复# #重复# | 重复",
                "没有 | ''"
            })
    void shouldFindWhatStandsBetweenMarks(String text, String expected) {
        assertThat(String.join(",", Hashtags.in(text))).isEqualTo(expected);
    }

    @Test
    void shouldGiveAtMostTen() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append("#话题").append((char) ('a' + i % 26)).append(i).append("# ");
        }
        assertThat(Hashtags.in(many.toString())).hasSize(10);
    }
}
