package io.tidewatch.text.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issue model adds to what the taxonomy's words find. */
class LearntIssuesTest {
    private static final Analyzer ANALYZER = Analyzer.of(TaxonomyFiles.packaged(), new byte[32]);
    private static final Analyzer BY_WORDS = Analyzer.byWords(TaxonomyFiles.packaged(), new byte[32]);

    private static List<String> opinions(String text) {
        return opinions(ANALYZER, text);
    }

    private static List<String> byWords(String text) {
        return opinions(BY_WORDS, text);
    }

    private static List<String> opinions(Analyzer analyzer, String text) {
        Feedback f = Feedback.builder("weibo:1", "weibo", 1_794_312_065_000L)
                .channel("social")
                .text(text)
                .build();
        return analyzer.analyze(f).opinions().stream()
                .map(o -> o.issue() + " " + o.label().wire() + (o.complaint() ? "!" : ""))
                .toList();
    }

    @Test
    void shouldFindWhatTheWordsDoNot() {
        String text = "在家里只有一格 打个电话断断续续 气死人";

        assertThat(byWords(text)).containsExactly("other negative!");
        assertThat(opinions(text)).containsExactly("network.connection negative!");
    }

    @Test
    void shouldLeaveAloneWhatTheWordsFind() {
        String text = "卫衣拉链坏了，要求退货";

        assertThat(opinions(text)).isEqualTo(byWords(text)).contains("quality.defect negative!");
    }

    @Test
    void shouldSayWhoFoundAnOpinion() {
        assertThat(foundBy("在家里只有一格 打个电话断断续续 气死人")).containsExactly(FoundBy.MODEL);
        assertThat(foundBy("卫衣拉链坏了")).containsOnly(FoundBy.KEYWORD);
        assertThat(foundBy("键盘按下去要等三秒才出字 急死人")).containsExactly(FoundBy.MODEL);
    }

    private static List<FoundBy> foundBy(String text) {
        Feedback f = Feedback.builder("weibo:1", "weibo", 1_794_312_065_000L)
                .channel("social")
                .text(text)
                .build();
        return ANALYZER.analyze(f).opinions().stream().map(Opinion::by).toList();
    }

    /** Words of an issue of which one message pages somebody, in another sense. */
    @ParameterizedTest
    @ValueSource(strings = {"面不错，下次牛肉想要炖的烂一点", "服务员用开水烫了碗筷给我们，很周到，环境安静"})
    void shouldPageNobodyByOneWordAlone(String text) {
        assertThat(byWords(text)).as("by words").anyMatch(LearntIssuesTest::pages);
        assertThat(opinions(text)).noneMatch(LearntIssuesTest::pages);
    }

    private static boolean pages(String opinion) {
        Leaf leaf = TaxonomyFiles.packaged().leaf(opinion.substring(0, opinion.indexOf(' ')));
        return opinion.endsWith("!") && leaf != null && leaf.severity().equals("P1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"面不错，汤里捞出一只苍蝇", "吃完拉肚子了", "味道可以，米饭里有根头发"})
    void shouldStillHearOfHarm(String text) {
        assertThat(opinions(text)).anyMatch(o -> o.startsWith("food.") && o.endsWith("!"));
    }

    @Test
    void shouldNotTakeAPlainStatementForAComplaintThatNoWordSays() {
        String text = "💔绍兴的路灯下面散步";

        assertThat(byWords(text)).containsExactly("other negative!");
        assertThat(opinions(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"点了三次都说下一个就轮到我 结果店都关门了", "键盘按下去要等三秒才出字 急死人"})
    void shouldNeverLeaveANegativeMessageWithNothing(String text) {
        assertThat(byWords(text)).as("by words").isEmpty();
        assertThat(opinions(text)).containsExactly("other negative!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "请问怎么开发票",
                "宽带师傅来得很快，网速也不错",
                "房间很安静，早餐丰富",
                "我们家用的是联通的宽带",
                "昨天收到包裹了",
                "下午三点在公司楼下取的快递",
                "How do I change the delivery address",
                "Great phone, love the screen"
            })
    void shouldFindNoneWhereThereIsNone(String text) {
        assertThat(opinions(text)).as(text).noneMatch(o -> o.endsWith("!"));
    }
}
