package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Label;
import io.tidewatch.text.MessageFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldReadingTest {
    @Test
    void shouldReadWithTheWholeAnalysis() {
        // when
        GoldReading late = read("快递五天没动");
        GoldReading vague = read("太失望了");
        GoldReading praise = read("味道很好，喜欢");

        // then
        assertThat(late.leaves()).containsExactly("logistics.transit_delay");
        assertThat(late.categories()).containsExactly("logistics");
        assertThat(late.onlyOther()).isFalse();
        assertThat(vague.onlyOther()).isTrue();
        assertThat(vague.leaves()).isEmpty();
        assertThat(vague.categories()).isEmpty();
        assertThat(praise.complains()).isFalse();
        assertThat(praise.sentiment()).isEqualTo(Label.POSITIVE);
    }

    @Test
    void shouldLabelATextByItsAspectsWhenTheyAgree() {
        GoldAspect good = new GoldAspect("物流", Label.POSITIVE);
        GoldAspect bad = new GoldAspect("价格", Label.NEGATIVE);

        assertThat(GoldText.ofAspects("s", "1", "x", List.of(good, good)).label())
                .isEqualTo(Label.POSITIVE);
        assertThat(GoldText.ofAspects("s", "1", "x", List.of(good, bad)).label())
                .isNull();
        assertThat(GoldText.ofAspects("s", "1", "x", List.of()).label()).isNull();
    }

    private static GoldReading read(String text) {
        return GoldReading.of(MessageFixtures.ANALYZER, GoldFixtures.labelled(GoldSets.TAKEAWAY, text, Label.NEGATIVE));
    }
}
