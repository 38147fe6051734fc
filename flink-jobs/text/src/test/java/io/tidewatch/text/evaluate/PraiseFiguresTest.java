package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.GoldFixtures.labelled;
import static io.tidewatch.text.evaluate.GoldFixtures.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Label;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PraiseFiguresTest {
    private final List<GoldReading> meals = List.of(
            reading(labelled(GoldSets.TAKEAWAY, "好吃", Label.POSITIVE)),
            reading(labelled(GoldSets.TAKEAWAY, "真香", Label.POSITIVE), "food.spoiled"),
            reading(labelled(GoldSets.TAKEAWAY, "香" + "啊".repeat(199), Label.POSITIVE), "other"),
            reading(labelled(GoldSets.TAKEAWAY, "香" + "啊".repeat(198), Label.POSITIVE)),
            reading(labelled(GoldSets.TAKEAWAY, "还行", null), "food.spoiled"),
            reading(labelled(GoldSets.TAKEAWAY, "难吃", Label.NEGATIVE)),
            reading(labelled(GoldSets.TAKEAWAY, "太难吃", Label.NEGATIVE), "other"),
            reading(labelled(GoldSets.TAKEAWAY, "馊了", Label.NEGATIVE), "food.spoiled", "other"),
            reading(labelled(GoldSets.TAKEAWAY, "慢死了", Label.NEGATIVE), "logistics.last_mile"));

    @Test
    void shouldCountComplaintsInPraiseAndSilenceInBlame() {
        // when
        Map<String, Map<String, Number>> rows =
                PraiseFigures.of(Map.of(GoldSets.TAKEAWAY, meals)).figures();

        // then
        assertThat(rows).containsOnlyKeys("takeaway", "takeaway, from 200 characters on");
        assertThat(rows.get("takeaway"))
                .containsEntry("positive texts", 4)
                .containsEntry("with a complaint", 0.5)
                .containsEntry("with one on a leaf", 0.25)
                .containsEntry("negative texts", 4)
                .containsEntry("without a complaint", 0.25)
                .containsEntry("with other only", 0.25);
        assertThat(rows.get("takeaway, from 200 characters on"))
                .containsEntry("positive texts", 1)
                .containsEntry("with a complaint", 1.0)
                .containsEntry("without a complaint", Double.NaN);
    }

    @Test
    void shouldCountPagesAndThoseInPraise() {
        // when
        Map<String, Map<String, Number>> rows = PagingFigures.of(
                        Map.of(GoldSets.TAKEAWAY, meals), TaxonomyFiles.packaged())
                .figures();

        // then: late meals page nobody
        assertThat(rows).containsOnlyKeys("takeaway", "takeaway, food.spoiled");
        assertThat(rows.get("takeaway"))
                .containsEntry("number", 9)
                .containsEntry("with such a complaint", 3)
                .containsEntry("of these positive", 1)
                .containsEntry("share", 1 / 3.0);
    }
}
