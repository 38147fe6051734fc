package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.GoldFixtures.negative;
import static io.tidewatch.text.evaluate.GoldFixtures.reading;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CategoryFiguresTest {
    private static final AspectCategories CATEGORIES = AspectCategories.packaged();

    /** Ids that the regression does not learn from. */
    private static final List<String> JUDGED = IntStream.range(0, 40)
            .mapToObj(i -> "c:" + i)
            .filter(id -> !CategoryFigures.isLearnt(id))
            .toList();

    private static final String LEARNT = IntStream.range(0, 40)
            .mapToObj(i -> "c:" + i)
            .filter(CategoryFigures::isLearnt)
            .findFirst()
            .orElseThrow();

    @Test
    void shouldAcceptAnyCategoryThatAnAspectMayMean() {
        // when
        Map<String, Number> row = row(
                reading(negative(GoldSets.COSMETICS, id(0), "服务", "物流"), "store.staff", "app.slow"),
                reading(negative(GoldSets.COSMETICS, id(1), "功效", "气味"), "quality.defect", "other"));

        // then: store and quality right, app wrong; logistics missed
        assertThat(row)
                .containsEntry("texts judged", 2)
                .containsEntry("aspects", 3)
                .containsEntry("precision", 2 / 3.0)
                .containsEntry("recall", 2 / 3.0)
                .containsEntry("F1", 2 / 3.0);
    }

    @Test
    void shouldNotCountStancesBesideAComplaintNorAnythingOnTheWhole() {
        // when
        Map<String, Number> row = row(
                reading(negative(GoldSets.COSMETICS, id(0), "物流"), "logistics.last_mile", "voice.churn_intent"),
                reading(negative(GoldSets.COSMETICS, id(1), "整体"), "quality.defect"));

        // then
        assertThat(row).containsEntry("precision", 1.0).containsEntry("aspects", 1);
    }

    @Test
    void shouldCountStancesWhereNothingIsNegative() {
        // when
        Map<String, Number> row = row(
                reading(negative(GoldSets.COSMETICS, id(0), "物流"), "logistics.last_mile"),
                reading(negative(GoldSets.COSMETICS, id(1)), "voice.churn_intent"));

        // then
        assertThat(row).containsEntry("precision", 0.5);
    }

    @Test
    void shouldNotJudgeWhatTheRegressionLearns() {
        // when
        Map<String, Number> row = row(
                reading(negative(GoldSets.COSMETICS, LEARNT, "物流"), "app.slow"),
                reading(negative(GoldSets.COSMETICS, id(0), "物流"), "logistics.last_mile"));

        // then
        assertThat(row).containsEntry("texts judged", 1).containsEntry("precision", 1.0);
    }

    private static String id(int i) {
        return JUDGED.get(i);
    }

    private static Map<String, Number> row(GoldReading... readings) {
        return CategoryFigures.of(Map.of(GoldSets.COSMETICS, List.of(readings)), CATEGORIES)
                .figures()
                .getOrDefault(GoldSets.COSMETICS, Map.of());
    }
}
