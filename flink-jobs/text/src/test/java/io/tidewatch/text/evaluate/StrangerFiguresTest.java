package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.GoldFixtures.labelled;
import static io.tidewatch.text.evaluate.GoldFixtures.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrangerFiguresTest {
    private final List<StrangerLabel> labels = new ArrayList<>();
    private final List<GoldReading> readings = new ArrayList<>();

    @Test
    void shouldCountWhatMustBeThereAndNotWhatMay() {
        // given
        text(
                GoldSets.COSMETICS,
                "三天没用完就坏了",
                Set.of("quality.defect", "quality.no_effect"),
                Set.of("service.rude"),
                "quality.defect",
                "service.rude",
                "app.slow",
                "price",
                "other");

        // when
        Map<String, Number> all = row("all");

        // then
        assertThat(all)
                .containsEntry("texts", 1)
                .containsEntry("precision", 0.5)
                .containsEntry("recall", 0.5)
                .containsEntry("F1", 0.5)
                .containsEntry("none found", 0L)
                .containsEntry("only other", 0L);
    }

    @Test
    void shouldTellSilenceFromOtherAndFalseFromDoubtful() {
        // given
        text(GoldSets.SERVICE_DESK, "一直转圈", Set.of("app.slow"), Set.of());
        text(GoldSets.SERVICE_DESK, "还是转圈", Set.of("app.slow"), Set.of(), "other");
        text(GoldSets.SERVICE_DESK, "请问几点开门", Set.of(), Set.of(), "other");
        text(GoldSets.SERVICE_DESK, "谢谢", Set.of(), Set.of());
        text(GoldSets.SERVICE_DESK, "能不能快点", Set.of(), Set.of("app.slow"), "app.slow");

        // when
        Map<String, Number> desk = row(GoldSets.SERVICE_DESK);

        // then
        assertThat(desk)
                .containsEntry("texts", 5)
                .containsEntry("precision", Double.NaN)
                .containsEntry("recall", 0.0)
                .containsEntry("complaints", 2)
                .containsEntry("none found", 1L)
                .containsEntry("only other", 1L)
                .containsEntry("no complaint", 2)
                .containsEntry("one found", 1L);
    }

    @Test
    void shouldPartTextsByOrigin() {
        // given
        text(GoldSets.COSMETICS, "没效果", Set.of("quality.no_effect"), Set.of(), "quality.no_effect");
        text(GoldSets.LAPTOP, "it broke", Set.of("quality.defect"), Set.of());
        text(GoldSets.RESTAURANT, "rude waiter", Set.of("store.staff"), Set.of(), "store.staff");

        // when
        Map<String, Map<String, Number>> rows = figures().byOrigin().figures();

        // then
        assertThat(rows).containsOnlyKeys("all", GoldSets.COSMETICS, "English");
        assertThat(rows.get("English")).containsEntry("texts", 2).containsEntry("recall", 0.5);
    }

    @Test
    void shouldLeaveOutAndCountTextsThatAreNotThoseLabelled() {
        // given
        text(GoldSets.COSMETICS, "没效果", Set.of("quality.no_effect"), Set.of());
        labels.add(new StrangerLabel("elsewhere", StrangerFigures.hash("?"), Set.of(), Set.of()));
        readings.add(reading(labelled(GoldSets.COSMETICS, "另一句", null)));
        labels.add(new StrangerLabel("cosmetics:另一句", StrangerFigures.hash("另 一句"), Set.of(), Set.of()));

        // when
        FigureTable table = figures().byOrigin();

        // then
        assertThat(table.figures().get("all")).containsEntry("texts", 1);
        assertThat(table.markdown())
                .contains("Left out: 1 labels whose text is not among the files, 1 whose text differs");
    }

    @Test
    void shouldShowLeavesOfFiveTextsOnly() {
        // given
        for (int i = 0; i < 5; i++) {
            text(
                    GoldSets.COSMETICS,
                    "没效果" + i,
                    i < 4 ? Set.of("quality.no_effect", "price.trick") : Set.of("quality.no_effect"),
                    Set.of(),
                    i < 2 ? new String[] {"quality.no_effect"} : new String[0]);
        }
        text(GoldSets.COSMETICS, "有效果", Set.of(), Set.of(), "quality.no_effect");
        text(GoldSets.COSMETICS, "好像有效果", Set.of(), Set.of("quality.no_effect"), "quality.no_effect");

        // when
        Map<String, Map<String, Number>> leaves = figures().byLeaf().figures();

        // then
        assertThat(leaves).containsOnlyKeys("quality.no_effect");
        assertThat(leaves.get("quality.no_effect"))
                .containsEntry("texts", 5)
                .containsEntry("found", 2)
                .containsEntry("wrongly found", 1)
                .containsEntry("precision", 2 / 3.0)
                .containsEntry("recall", 0.4);
    }

    @Test
    void shouldSayHowOftenTheModelIsRightByItsConfidence() {
        // given
        opinion(
                "太慢",
                Set.of("app.slow"),
                Set.of(),
                new Opinion("app.slow", Label.NEGATIVE, -.9, .9, 0, 2, true, FoundBy.MODEL));
        opinion(
                "真慢",
                Set.of(),
                Set.of("app.slow"),
                new Opinion("app.slow", Label.NEGATIVE, -.9, .9, 0, 2, true, FoundBy.MODEL));
        opinion("不慢", Set.of(), Set.of(), new Opinion("app.slow", Label.NEGATIVE, -.6, .6, 0, 2, true, FoundBy.MODEL));
        opinion("慢", Set.of(), Set.of(), new Opinion("app.slow", Label.NEGATIVE, -.6, .6, 0, 1, true, FoundBy.KEYWORD));
        opinion("差", Set.of(), Set.of(), new Opinion("other", Label.NEGATIVE, -.6, .6, 0, 1, true, FoundBy.MODEL));

        // when
        Map<String, Map<String, Number>> bands = figures().byConfidence().figures();

        // then
        assertThat(bands).containsOnlyKeys("0.7", "0.95");
        assertThat(bands.get("0.95"))
                .containsEntry("opinions", 2)
                .containsEntry("mean confidence", 0.9)
                .containsEntry("right", 1.0);
        assertThat(bands.get("0.7")).containsEntry("opinions", 1).containsEntry("right", 0.0);
    }

    private void opinion(String text, Set<String> must, Set<String> may, Opinion opinion) {
        GoldText gold = labelled(GoldSets.SERVICE_DESK, text, null);
        labels.add(new StrangerLabel(gold.id(), StrangerFigures.hash(text), must, may));
        readings.add(GoldFixtures.opinions(gold, text, opinion));
    }

    private void text(String set, String text, Set<String> must, Set<String> may, String... found) {
        GoldText gold = labelled(set, text, null);
        labels.add(new StrangerLabel(gold.id(), StrangerFigures.hash(text), must, may));
        readings.add(reading(gold, found));
    }

    private StrangerFigures figures() {
        return new StrangerFigures(labels, readings);
    }

    private Map<String, Number> row(String name) {
        return figures().byOrigin().figures().getOrDefault(name, Map.of());
    }
}
