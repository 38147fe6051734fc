package io.tidewatch.replay.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.surge.filter.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A child whose days are like its parents' begins two weeks after them. */
class SharedShapesTest {
    private static final long MONDAY = 1_767_571_200_000L;
    private static final int DAY = 288;
    private static final int BORN = 14 * DAY;

    private record Row(String series, int bin, double count) {}

    @Test
    void shouldKnowTheParentsOfANameByItsFields() {
        assertThat(new Kin("issue=late|region=north").parents())
                .containsExactly(
                        new Kin.Parent("issue=late", "issue|region|>issue"),
                        new Kin.Parent("region=north", "issue|region|>region"),
                        new Kin.Parent("all", "issue|region|>all"));
        assertThat(new Kin("issue=late").parents()).containsExactly(new Kin.Parent("all", "issue|>all"));
        assertThat(new Kin("all").parents()).isEmpty();
    }

    @Test
    void shouldExpectTheNoonOfItsParentsInItsFirstNight() {
        List<Row> rows = rows(BORN + DAY / 4);

        double beside = expectedAtNoon(rows);
        double alone = expectedAtNoon(of("region=north", rows));

        assertThat(beside).isCloseTo(4 * busy(DAY / 2), within(0.35 * 4 * busy(DAY / 2)));
        assertThat(alone).isLessThan(0.6 * 4 * busy(DAY / 2));
    }

    @Test
    void shouldSayTheSameOfARowWhateverComesAfterIt() {
        List<Row> rows = rows(BORN + 3 * DAY);
        int part = rows.size() - 2 * DAY;

        List<Double> whole = scores(rows);

        assertThat(scores(rows.subList(0, part))).isEqualTo(whole.subList(0, part));
    }

    @Test
    void shouldNotKnowFromAParentWhatIsStillToCome() {
        List<Row> rows = rows(BORN + 2 * DAY);
        List<Row> child = of("region=north", rows);
        List<Row> parentsFirst = new ArrayList<>(rows);
        parentsFirst.removeAll(child);
        parentsFirst.addAll(child);

        List<Double> scores = scores(parentsFirst);

        assertThat(scores.subList(scores.size() - child.size(), scores.size())).isEqualTo(scores(child));
    }

    @Test
    void shouldNotBeTouchedByOthersOnceItIsOld() {
        List<Row> rows = rows(BORN + (SharedShapes.YOUNG_DAYS + 2) * DAY);
        int old = BORN + (SharedShapes.YOUNG_DAYS + 1) * DAY;
        List<Row> changed = rows.stream()
                .map(r -> r.bin() < old || r.series().equals("region=north")
                        ? r
                        : new Row(r.series(), r.bin(), 40 * busy(r.bin() + DAY / 2)))
                .toList();

        assertThat(ofChild(rows, scores(rows))).isEqualTo(ofChild(changed, scores(changed)));
    }

    private static double busy(int bin) {
        return 1 + 0.7 * Math.cos(2 * Math.PI * (Math.floorMod(bin, DAY) - DAY / 2.0) / DAY);
    }

    private static List<Row> rows(int bins) {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            rows.add(new Row("all", bin, count(40 * busy(bin), random)));
            if (bin >= BORN) {
                rows.add(new Row("region=north", bin, count(4 * busy(bin), random)));
            }
        }
        return rows;
    }

    private static double count(double mean, Random random) {
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private static List<Row> of(String series, List<Row> rows) {
        return rows.stream().filter(r -> r.series().equals(series)).toList();
    }

    private static double expectedAtNoon(List<Row> rows) {
        SeriesScores scores = new SeriesScores(DetectorKind.SURGE, 2);
        rows.forEach(r -> take(scores, r));
        ScoredSeries child = scores.of("region=north", MONDAY + (BORN + DAY / 4) * Baseline.BIN_MS);
        return child.baseline().orElseThrow().rate(MONDAY / Baseline.BIN_MS + BORN + DAY / 2);
    }

    private static List<Double> scores(List<Row> rows) {
        SeriesScores scores = new SeriesScores(DetectorKind.SURGE, 2);
        return rows.stream().map(r -> take(scores, r)).toList();
    }

    private static List<Double> ofChild(List<Row> rows, List<Double> scores) {
        List<Double> of = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).series().equals("region=north")) {
                of.add(scores.get(i));
            }
        }
        return of;
    }

    private static double take(SeriesScores scores, Row r) {
        long time = MONDAY + r.bin() * Baseline.BIN_MS;
        ScoredSeries series = scores.of(r.series(), time);
        series.take(time, r.count(), 1);
        return series.score();
    }
}
