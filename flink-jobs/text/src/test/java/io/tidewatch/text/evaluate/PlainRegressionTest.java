package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.LabelledText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainRegressionTest {
    @Test
    void shouldTellPositiveFromNegativeInTextsItHasNotSeen() {
        // given
        List<LabelledText> texts = new ArrayList<>();
        for (String thing : List.of("快递", "面条", "房间", "手机", "衣服")) {
            texts.add(text(thing + "很好，喜欢", Label.POSITIVE));
            texts.add(text(thing + "太差，失望", Label.NEGATIVE));
        }

        // when
        PlainRegression judge = PlainRegression.train(texts);

        // then
        assertThat(judge.judge(text("水果很好", Label.POSITIVE)).positive()).isGreaterThan(0.5);
        assertThat(judge.judge(text("水果太差", Label.NEGATIVE)).negative()).isGreaterThan(0.5);
        assertThat(judge.judge(text("", Label.NEGATIVE)).positive()).isBetween(0.0, 1.0);
    }

    @Test
    void shouldAskForBothLabels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainRegression.train(List.of(text("很好", Label.POSITIVE))))
                .withMessageContaining("expected positive and negative");
    }

    private static LabelledText text(String text, Label label) {
        return new LabelledText("reviews.csv", "goods", text, label, false);
    }
}
