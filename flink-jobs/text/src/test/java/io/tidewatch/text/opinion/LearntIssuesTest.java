package io.tidewatch.text.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.issue.IssueModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issue model adds to what the taxonomy's words find. */
class LearntIssuesTest {
    private static final Analyzer ANALYZER =
            Analyzer.withIssues(TaxonomyFiles.packaged(), new byte[32], IssueModel.packaged());

    private static List<String> opinions(String text) {
        Feedback f = Feedback.builder("weibo:1", "weibo", 1_794_312_065_000L)
                .channel("social")
                .text(text)
                .build();
        return ANALYZER.analyze(f).opinions().stream()
                .map(o -> o.issue() + " " + o.label().wire() + (o.complaint() ? "!" : ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "network.connection, 在家里只有一格 打个电话断断续续 气死人",
        "food.taste, 肉又柴又老 汤像白开水 差评",
        "lodging.room, 墙薄得连隔壁打呼噜都听得见 一夜没睡",
        "app.usability, 更新以后按钮都找不着了 越改越差劲"
    })
    void shouldFindWhatTheWordsDoNot(String leaf, String text) {
        assertThat(opinions(text)).as(text).contains(leaf + " negative!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"唉，真是一言难尽，太让人失望了", "气死我了，什么玩意儿"})
    void shouldNeverLeaveANegativeMessageWithNothing(String text) {
        assertThat(opinions(text)).as(text).anyMatch(o -> o.endsWith("negative!"));
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

    @Test
    void shouldPageNobodyByItself() {
        assertThat(TaxonomyFiles.packaged().leaves())
                .filteredOn(l -> l.severity().equals("P1"))
                .isNotEmpty();
        assertThat(opinions("这个东西用得我有点怕，感觉不太对劲")).noneMatch(o -> o.startsWith("quality.safety_hazard"));
    }
}
