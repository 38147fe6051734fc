package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String LONG = "快递卡在转运中心五天了一点动静都没有，客服每次都说再等等，急用的东西到现在都没收到，以后再也不在这家买了，大家一定要慎重";

    @Test
    void shouldGiveOneFingerprintWhenOnlyMarksOfARepostDiffer() {
        // given
        Fingerprint original = Fingerprint.of(LONG);
        // when
        Fingerprint repost = Fingerprint.of("转发微博 【" + LONG.replace("，", " ") + "】😡😡//:");
        // then
        assertThat(repost).isEqualTo(original);
    }

    @Test
    void shouldStayNearWhenAWordIsAppendedToALongText() {
        // given
        Fingerprint original = Fingerprint.of(LONG + LONG.substring(3) + LONG.substring(7));
        // when
        Fingerprint copy = Fingerprint.of(LONG + LONG.substring(3) + LONG.substring(7) + "！唉");
        // then
        assertThat(copy.voiceKey()).isEqualTo(original.voiceKey());
        assertThat(Long.bitCount(copy.simhash() ^ original.simhash())).isLessThanOrEqualTo(3);
        assertThat(copy.contentHash()).isNotEqualTo(original.contentHash());
    }

    @Test
    void shouldChooseAmongAFewKeysWhateverStandsBeforeAndAfter() {
        // when
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            String own = new String(Character.toChars(0x4E00 + i * 37)).repeat(1 + i % 8);
            keys.add(Fingerprint.of(i % 2 == 0 ? own + LONG : LONG + own).voiceKey());
        }
        // then
        assertThat(keys).hasSizeLessThan(6);
    }

    @Test
    void shouldBeFarWhenTwoPeopleComplainOfTheSame() {
        // when
        Fingerprint one = Fingerprint.of("快递五天没动了，卡在杭州转运中心，急死人");
        Fingerprint two = Fingerprint.of("我的快递三天没动，一直显示在杭州分拨");
        // then
        assertThat(Long.bitCount(one.simhash() ^ two.simhash())).isGreaterThan(3);
    }

    @Test
    void shouldNotFoldWhenShort() {
        assertThat(Fingerprint.of("快递太慢了，差评！").foldable()).isFalse();
        assertThat(Fingerprint.of("快递真的太慢了我要给差评").foldable()).isTrue();
        assertThat(Fingerprint.of("").foldable()).isFalse();
    }

    @Test
    void shouldCountBitsRightWhenCountersRunOver() {
        // given
        BitCounts counts = new BitCounts();
        // when
        for (int i = 0; i < 1_000; i++) {
            counts.add(i < 501 ? 0xF0F0F0F0F0F0F0F0L : 0x0F0F0F0F0F0F0F0FL);
        }
        // then
        assertThat(counts.majority()).isEqualTo(0xF0F0F0F0F0F0F0F0L);
    }
}
