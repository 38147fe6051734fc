package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.Label;
import java.util.ArrayList;
import java.util.Collections;
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
    void shouldGiveTheSameBytesWhenTheFilesComeInAnotherOrder() {
        // given
        List<LabelledText> texts = new ArrayList<>(TinyReviews.ofTwoTrades());
        texts.add(new LabelledText(
                "other", "goods", texts.get(0).text(), texts.get(0).label(), false));
        List<LabelledText> swapped = new ArrayList<>(texts);
        Collections.reverse(swapped);
        // when
        byte[] bytes = SentimentTrainer.train(new Corpus(texts).everything()).bytes();
        // then
        assertThat(SentimentTrainer.train(new Corpus(swapped).everything()).bytes())
                .isEqualTo(bytes);
        assertThat(SentimentTrainer.train(swapped).bytes())
                .isEqualTo(SentimentTrainer.train(texts).bytes());
    }

    @Test
    void shouldReadAWordAsItsTradeDoes() {
        // given
        SentimentModel model = SentimentTrainer.train(TinyReviews.ofTwoTrades());
        SentimentPass pass = new SentimentPass(model);
        // when
        double hotel = positive(pass, "酒店的早餐，慢慢");
        double takeaway = positive(pass, "外卖的早餐，慢慢");
        // then
        assertThat(model.trades().trades()).isEqualTo(2);
        assertThat(hotel).isPositive();
        assertThat(takeaway).isNegative();
        assertThat(SentimentModel.read(model.bytes()).bytes()).isEqualTo(model.bytes());
    }

    @Test
    void shouldKnowNoTradesWhenThereIsOne() {
        assertThat(MODEL.trades().trades()).isZero();
    }

    private static double positive(SentimentPass pass, String text) {
        pass.read(text.toCharArray(), text.length());
        return pass.positive();
    }

    @Test
    void shouldTellPositiveFromNegativeInNewSentences() {
        assertThat(positive("电池非常满意，房间很好")).isGreaterThan(1);
        assertThat(positive("颜色太烂了，真是垃圾")).isLessThan(-1);
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

    private static double positive(String text) {
        return pass(text).positive();
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
