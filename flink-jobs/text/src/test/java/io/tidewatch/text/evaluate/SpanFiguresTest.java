package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.GoldFixtures.opinions;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanFiguresTest {
    @Test
    void shouldTakeTheOpinionThatSharesMostWithTheMarkedWords() {
        // given: the first opinion shares three characters, the second one
        GoldText gold = text("味道好，物流太慢", new GoldAspect("物流", Label.NEGATIVE, 4, 8));

        // when
        FigureTable table = new SpanFigures(List.of(
                        opinions(gold, gold.text(), opinion(Label.NEGATIVE, 5, 8), opinion(Label.POSITIVE, 0, 5))))
                .table();

        // then
        assertThat(table.figures().get("all"))
                .containsEntry("marked", 1)
                .containsEntry("covered by an opinion", 1.0)
                .containsEntry("of these right", 1.0)
                .containsEntry("said negative", 1);
    }

    @Test
    void shouldSayHowManyWordsNoOpinionCovers() {
        // given
        GoldText gold = text(
                "味道好，物流太慢",
                new GoldAspect("气味", Label.POSITIVE, 0, 3),
                new GoldAspect("物流", Label.NEGATIVE, 4, 8),
                new GoldAspect("整体", Label.NEGATIVE));

        // when
        FigureTable table =
                new SpanFigures(List.of(opinions(gold, gold.text(), opinion(Label.NEGATIVE, 0, 4)))).table();

        // then
        assertThat(table.figures().get("all"))
                .containsEntry("marked", 2)
                .containsEntry("covered by an opinion", 0.5)
                .containsEntry("of these right", 0.0);
        assertThat(table.figures().get("positive")).containsEntry("said negative", 1);
        assertThat(table.figures().get("negative")).containsEntry("of these right", Double.NaN);
    }

    @Test
    void shouldFindTheWordsAgainWhenCleaningHasMovedThem() {
        // given: two blanks are gone, and the word stands twice
        GoldText gold = text("慢 吗  慢", new GoldAspect("物流", Label.NEGATIVE, 5, 6));

        // when
        FigureTable moved = new SpanFigures(
                        List.of(opinions(gold, "慢 吗 慢", opinion(Label.NEGATIVE, 4, 5), opinion(Label.POSITIVE, 0, 1))))
                .table();
        FigureTable lost = new SpanFigures(List.of(opinions(gold, "快"), opinions(gold, gold.text()))).table();

        // then
        assertThat(moved.figures().get("all")).containsEntry("said negative", 1);
        assertThat(lost.figures().get("all")).containsEntry("marked", 1);
        assertThat(lost.markdown()).contains("Left out: 1 places");
        assertThat(SpanFigures.nearest("ab ab", "ab", 1)).isZero();
        assertThat(SpanFigures.nearest("ab ab", "ab", 2)).isEqualTo(3);
        assertThat(SpanFigures.nearest("ab ab", "c", 2)).isNegative();
    }

    @Test
    void shouldHaveNoRowsWithoutMarkedWords() {
        assertThat(new SpanFigures(List.of()).table().isEmpty()).isTrue();
    }

    private static GoldText text(String text, GoldAspect... aspects) {
        return GoldText.ofAspects(GoldSets.COSMETICS, "c:1", text, List.of(aspects));
    }

    private static Opinion opinion(Label label, int from, int to) {
        return new Opinion("quality.defect", label, 0, 0.9, from, to, false);
    }
}
