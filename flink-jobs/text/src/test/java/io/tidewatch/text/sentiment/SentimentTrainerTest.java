package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentimentTrainerTest {
    private static final SentimentModel MODEL = SentimentTrainer.train(TinyReviews.all());

    @Test
    void shouldGiveTheSameBytesWhenTrainedAgain() throws Exception {
        // given
        byte[][] again = new byte[1][];
        Thread other = new Thread(
                () -> again[0] = SentimentTrainer.train(TinyReviews.all()).bytes());
        // when
        other.start();
        other.join();
        // then
        assertThat(again[0]).isEqualTo(MODEL.bytes());
    }

    @Test
    void shouldTellPraiseFromBlameInNewSentences() {
        assertThat(praise("电池非常满意，房间很好")).isGreaterThan(1);
        assertThat(praise("颜色太烂了，真是垃圾")).isLessThan(-1);
        assertThat(plain("屏幕的尺寸是三号")).isGreaterThan(plain("屏幕很好"));
    }

    @Test
    void shouldRefuseWhenThereIsNothingToTellApart() {
        assertThatThrownBy(() -> SentimentTrainer.train(List.of(TinyReviews.review("屏幕很好", Label.POSITIVE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void shouldLearnFromChineseTextsOnly() {
        assertThat(SentimentTrainer.isChinese("质量 ok")).isTrue();
        assertThat(SentimentTrainer.isChinese("the flight was late, 呵")).isFalse();
        assertThat(SentimentTrainer.isChinese("123")).isFalse();
    }

    private static double praise(String text) {
        return pass(text).praise();
    }

    private static double plain(String text) {
        return pass(text).plain();
    }

    private static SentimentPass pass(String text) {
        SentimentPass pass = new SentimentPass(MODEL);
        pass.read(text.toCharArray(), text.length());
        return pass;
    }
}
