package io.tidewatch.text.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AspectCategoriesTest {
    private final AspectCategories packaged = AspectCategories.packaged();

    @Test
    void shouldKnowWhatAspectsMean() {
        assertThat(packaged.of(GoldSets.COSMETICS, "物流")).containsExactly("logistics");
        assertThat(packaged.of(GoldSets.COSMETICS, "服务")).containsExactly("service", "store", "after_sales");
        assertThat(packaged.of(GoldSets.COSMETICS, "整体")).isEmpty();
        assertThat(packaged.of(GoldSets.CLOTHING, "Shoes#Size")).containsExactly("quality");
        assertThat(packaged.of(GoldSets.LAPTOP, "OS#USABILITY")).containsExactly("app", "quality");
        assertThat(packaged.of(GoldSets.LAPTOP, "SHIPPING#QUALITY")).containsExactly("logistics");
        assertThat(packaged.of(GoldSets.RESTAURANT, "Ambience#General")).containsExactly("store", "lodging");
        assertThat(packaged.of(GoldSets.RESTAURANT, "Restaurant#General")).isEmpty();
    }

    @Test
    void shouldTakeTheFirstLineThatFits() {
        assertThat(packaged.of(GoldSets.RESTAURANT, "Food#Prices")).containsExactly("price");
        assertThat(packaged.of(GoldSets.RESTAURANT, "Food#Quality")).containsExactly("food", "quality");
        assertThat(packaged.of(GoldSets.LAPTOP, "laptop#price")).containsExactly("price");
    }

    @Test
    void shouldNameWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> packaged.of(GoldSets.COSMETICS, "颜色"))
                .withMessage("aspects.tsv: no line for the aspect '颜色' of cosmetics");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AspectCategories.read("# x\nlaptop\t*\n"))
                .withMessage("aspects.tsv line 2: expected a set, an aspect and categories joined by |");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AspectCategories.read("laptop\t*\t \n"))
                .withMessageContaining("line 1");
    }
}
