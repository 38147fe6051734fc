package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TfIdfRegressionTest {
    @Test
    void shouldGiveSeveralLabelsToTextsItHasNotSeen() {
        // given
        List<String> texts = new ArrayList<>();
        List<Set<String>> labels = new ArrayList<>();
        for (String start : List.of("今天", "昨天", "上次", "这回", "那天")) {
            texts.add(start + "快递太慢");
            labels.add(Set.of("logistics", "all"));
            texts.add(start + "价格太贵");
            labels.add(Set.of("price", "all"));
            texts.add(start + "价格太贵，快递太慢");
            labels.add(Set.of("price", "logistics", "all"));
            texts.add(start + "一切都好");
            labels.add(Set.of("all"));
        }

        // when
        TfIdfRegression regression = TfIdfRegression.train(texts, labels);

        // then
        assertThat(regression.labels("我说快递太慢")).containsExactly("logistics");
        assertThat(regression.labels("我说价格太贵，快递太慢")).containsExactly("logistics", "price");
        assertThat(regression.labels("我说一切都好")).isEmpty();
        assertThat(TfIdfRegression.train(texts, labels).labels("我说价格太贵")).containsExactly("price");
    }

    @Test
    void shouldGiveNoLabelWhenNoneWasSeen() {
        assertThat(TfIdfRegression.train(List.of("好"), List.of(Set.of())).labels("好"))
                .isEmpty();
    }
}
