package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.taxonomy.KeywordPattern;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.privacy.CommonWords;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsTest {
    @ParameterizedTest
    @CsvSource({
        "快递又延误了，说说你们到底怎么回事, 快递又延 说说 又延",
        "快递卡在中转站四天了，没人管, 卡在 中转",
        "看看这个东西，用起来看着就不行, 看看 看着 东西",
        "希望能早点处理，就更好了, 希望能 就更好 更好",
        "~~~ 好吃 ~~~ ## 推荐。, ~~~ ## 推荐。",
        "都会坏掉，也挺烦的，还给我发错货, 都会 也挺 还给",
        "物流五天没动了，打电话没人接, 天没动 天没动了",
        "下单十五天了还没发货，催也没用, 天了还没发货",
        "三个月不发货的店第一次见, 个月不发货"
    })
    void shouldShowNoPiecesOfWordsAndNoFillers(String text, String unwanted) {
        assertThat(keywords(text)).doesNotContain(unwanted.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "快递又延误了，说说你们到底怎么回事, 延误",
        "快递卡在中转站四天了，没人管, 中转站 没人管",
        "退款申请半个月了还没到账, 没到账 退款",
        "物流很快，但是质量太差，洗一次就起球, 质量太差 起球",
        "等了五天快递还没到啊, 快递还没到",
        "优惠券根本用不了，白领了, 用不了",
        "对这家店很不满意，客服态度恶劣, 客服态度恶劣 不满意",
        "the parcel never arrived and support ignored my refund request, parcel support"
    })
    void shouldShowTheWordsThatSayWhatItIsAbout(String text, String wanted) {
        assertThat(keywords(text)).contains(wanted.split(" "));
    }

    /** The measure: of what is shown, how much is a word of the dictionary or a phrase of whole words. */
    @Test
    void shouldShowWordsOfTheDictionaryOrPhrasesOfTheTaxonomy() {
        CommonWords dictionary = HanLpSegmenter.commonWords();
        Set<String> phrases = new HashSet<>();
        TaxonomyFiles.packaged()
                .leaves()
                .forEach(l -> l.keywords()
                        .forEach(k -> KeywordPattern.parse(k).parts().forEach(phrases::addAll)));
        int shown = 0;
        Set<String> neither = new HashSet<>();
        for (String text : exampleTexts()) {
            for (String k : keywords(text)) {
                shown++;
                boolean han = k.codePoints().anyMatch(Character::isIdeographic);
                if (han && !dictionary.contains(k) && !phrases.contains(k)) {
                    neither.add(k);
                }
            }
        }

        assertThat(shown).isGreaterThan(300);
        assertThat(neither).hasSizeLessThanOrEqualTo(shown / 20);
    }

    private static List<String> exampleTexts() {
        Taxonomy taxonomy = TaxonomyFiles.packaged();
        return taxonomy.leaves().stream().flatMap(l -> l.examples().stream()).toList();
    }

    private static List<String> keywords(String text) {
        return MessageFixtures.analyze(text).keywords();
    }
}
