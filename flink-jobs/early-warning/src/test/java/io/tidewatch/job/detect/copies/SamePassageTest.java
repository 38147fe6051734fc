package io.tidewatch.job.detect.copies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamePassageTest {
    private static final String POST = "下单的空调一直显示待发货，客服每天都说明天发，问退款又说要审核";

    @Test
    void shouldFindThePassageWhateverStandsAroundIt() {
        assertThat(same(POST, POST)).isTrue();
        assertThat(same(POST, "看到这个气死：" + POST)).isTrue();
        assertThat(same("求扩散求扩散 " + POST, POST + "，大家快来看看")).isTrue();
        assertThat(same(POST, POST.replace("，", " ")))
                .as("only punctuation differs")
                .isTrue();
    }

    @Test
    void shouldTellTextsApartWhenOnlyPhrasesAreShared() {
        assertThat(same(POST, "下单的空调还没有装，客服每天都说明天发，问退款又说等通知")).isFalse();
        assertThat(same(POST, "问退款又说要审核，客服每天都说明天发，下单的空调一直显示待发货")).isFalse();
    }

    @Test
    void shouldTellAnAnswerFromWhatItQuotes() {
        String own = "我想说的是另外一件事情而且比这个严重得多因为我家老人等着用药你们却连一个电话都没有打过来问问情况";
        assertThat(same(POST, own + POST)).isFalse();
    }

    @Test
    void shouldKeepTheMiddleOfALongText() {
        String text = POST.repeat(40);
        assertThat(SamePassage.of(text)).hasSize(256);
        assertThat(same(text, "帮转一下" + text)).isTrue();
    }

    @Test
    void shouldHoldNoPassageWhenShortOrEmpty() {
        assertThat(same("", "")).isFalse();
        assertThat(same("快递太慢了我要给差评", "快递太慢了我要给差评")).isFalse();
        assertThat(same(POST, "")).isFalse();
    }

    private static boolean same(String one, String other) {
        return SamePassage.samePassage(SamePassage.of(one), SamePassage.of(other));
    }
}
