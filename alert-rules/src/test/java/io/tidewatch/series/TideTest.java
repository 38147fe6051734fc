package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.time.LocalClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TideTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_800_000_000_000L / DAY * DAY;
    private static final LocalClock CLOCK = LocalClock.fixed(0);

    private static final List<String> CATEGORIES =
            List.of("logistics", "quality", "service", "price", "payment", "app", "store", "food", "contract", "other");

    private record Some(long slot, String category, long bin, long count) {}

    private final SplittableRandom random = new SplittableRandom(7);
    private Tide tide = new Tide();

    @Test
    void shouldFindNoneOnUsualDays() {
        assertThat(heights(40, 10, 1, CATEGORIES.size())).containsOnly(1.0);
    }

    @Test
    void shouldFindWhatMostCategoriesRiseBy() {
        heights(40, 10, 1, CATEGORIES.size());

        List<Double> day = heights(40, 1, 2.5, CATEGORIES.size());

        assertThat(day.subList(12, 48)).allSatisfy(t -> assertThat(t).isBetween(1.7, Tide.HIGHEST));
        assertThat(heights(40, 1, 1, CATEGORIES.size()).subList(12, 48)).containsOnly(1.0);
    }

    @Test
    void shouldComeAndGoWithinAnHourWhereManyWrite() {
        heights(1_000, 10, 1, CATEGORIES.size());

        List<Double> day = heights(1_000, 1, 2.5, CATEGORIES.size());
        List<Double> after = heights(1_000, 1, 1, CATEGORIES.size());

        assertThat(day.subList(2, 48)).allSatisfy(t -> assertThat(t).isBetween(1.8, Tide.HIGHEST));
        assertThat(after.subList(2, 48)).containsOnly(1.0);
    }

    @Test
    void shouldNotTakeACrisisOfTwoCategoriesForOne() {
        heights(40, 10, 1, CATEGORIES.size());

        assertThat(heights(40, 1, 20, 2)).containsOnly(1.0);
    }

    @Test
    void shouldNotTakeTwoCategoriesThatRiseAlikeForOne() {
        heights(40, 10, 1, CATEGORIES.size());

        assertThat(heights(40, 1, 2.5, 2)).containsOnly(1.0);
    }

    @Test
    void shouldHearWhatComplainsOfNothing() {
        Map<String, Double> usual = Map.of("app", 20.0, "price", 10.0, Tide.PRAISE, 60.0, Tide.NEITHER, 90.0);
        heights(usual, 10, 1, usual.keySet());

        List<Double> day = heights(usual, 1, 2.5, usual.keySet());

        assertThat(day.subList(12, 48)).allSatisfy(t -> assertThat(t).isBetween(1.5, Tide.HIGHEST));
        assertThat(heights(usual, 1, 1, usual.keySet()).subList(12, 48)).containsOnly(1.0);
        assertThat(heights(usual, 1, 2.5, Set.of("app", "price")).subList(12, 48))
                .as("complaints alone: it says nothing against it that the others are as usual")
                .containsOnly(1.0);
    }

    @Test
    void shouldFindWhatTheOthersSayWhereMostIsOfOneCategory() {
        Map<String, Double> usual = alike(40);
        usual.put("app", 400.0);
        heights(usual, 10, 1, usual.keySet());

        assertThat(heights(usual, 1, 2, usual.keySet()).subList(12, 48))
                .allSatisfy(t -> assertThat(t).isBetween(1.5, 2.5));
    }

    @Test
    void shouldFindNoneWhereTooFewComplain() {
        heights(1, 10, 1, 3);

        assertThat(heights(1, 1, 20, 2)).containsOnly(1.0);
    }

    @Test
    void shouldGoNoHigherThanThree() {
        heights(40, 10, 1, CATEGORIES.size());

        assertThat(heights(40, 1, 8, CATEGORIES.size()).get(47)).isBetween(2.9, Tide.HIGHEST);
    }

    @Test
    void shouldSayWhatMostOfItHasGrownByOverDays() {
        heights(40, 14, 1, CATEGORIES.size());
        assertThat(tide.rise()).isLessThan(1.1);

        for (int day = 1; day <= 9; day++) {
            assertThat(heights(40, 1, Math.pow(1.05, day), CATEGORIES.size()))
                    .as("no tide, it grows by less than one tells from a day's noise")
                    .allSatisfy(t -> assertThat(t).isLessThan(1.35));
        }

        assertThat(tide.rise()).isBetween(1.15, 1.55);
    }

    @Test
    void shouldNotTakeWhatTwoCategoriesGrowByForWhatMostDo() {
        heights(40, 14, 1, CATEGORIES.size());

        for (int day = 1; day <= 9; day++) {
            heights(40, 1, Math.pow(1.3, day), 2);
        }

        assertThat(tide.rise()).isLessThan(1.2);
    }

    @Test
    void shouldSayNothingOfARiseWhereFewThingsAreSaid() {
        Map<String, Double> usual = Map.of("app", 200.0, "price", 200.0, "food", 200.0, "store", 200.0);
        heights(usual, 14, 1, usual.keySet());

        for (int day = 1; day <= 9; day++) {
            heights(usual, 1, Math.pow(1.1, day), Set.of("app", "price", "food"));
        }

        assertThat(tide.rise()).isEqualTo(1);
    }

    @Test
    void shouldKnowTideAndRiseOfAnInstantFromWhenTheyWereKnown() {
        Tides tides = new Tides();
        tides.put(START, 2, 1.2);
        tides.put(START + Tide.SLOT_MS, 1, 1.3);

        CalendarEffect effect = tides.over(CalendarEffect.NOTHING);

        assertThat(effect.lift(START - 1)).isEqualTo(1);
        assertThat(effect.rise(START - 1)).isEqualTo(1);
        assertThat(effect.lift(START + HOUR / 4)).isEqualTo(2);
        assertThat(effect.rise(START + HOUR / 4)).isEqualTo(1.2);
        assertThat(effect.lift(START + HOUR)).isEqualTo(1);
        assertThat(effect.rise(START + HOUR)).isEqualTo(1.3);
    }

    @Test
    void shouldNotDependOnTheOrderInWhichComplaintsAreCounted() {
        List<Some> all = complaints(START, 40, 4, 1, CATEGORIES.size());
        all.addAll(complaints(START + 4 * DAY, 40, 1, 2.5, CATEGORIES.size()));
        Tide other = new Tide();

        all.forEach(s -> tide.add(s.slot, s.category, s.bin, s.count));
        Collections.shuffle(all, new Random(3));
        all.forEach(s -> other.add(s.slot, s.category, s.bin, s.count));

        List<Double> heights = look(tide, START, START + 5 * DAY);
        assertThat(look(other, START, START + 5 * DAY)).isEqualTo(heights);
        assertThat(heights).anyMatch(t -> t > 2);
    }

    @Test
    void shouldGoOnFromItsBytes() throws Exception {
        heights(40, 5, 1, CATEGORIES.size());
        heights(40, 1, 2.5, CATEGORIES.size());
        List<Some> next = complaints(now, 40, 1, 2.5, CATEGORIES.size());
        next.forEach(s -> tide.add(s.slot, s.category, s.bin, s.count));

        Tide restored = copy(tide);

        assertThat(restored.level()).isEqualTo(tide.level()).isGreaterThan(1);
        assertThat(restored.rise()).isEqualTo(tide.rise());
        List<Double> after = look(restored, now, now + DAY);
        List<Double> expected = look(tide, now, now + DAY);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(after.get(i)).isCloseTo(expected.get(i), org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void shouldReadBytesOfTheFirstCodec() throws Exception {
        BurstFilter usual = BurstFilter.ofZeros(BurstSettings.SURGE, START / Baseline.BIN_MS, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        out.writeDouble(1.5);
        SeriesCodec.count(out, 0);
        SeriesCodec.count(out, 1);
        out.writeUTF("app");
        SeriesCodec.counts(out, Map.of(START / Baseline.BIN_MS, 3L));
        SeriesCodec.bytes(out, usual.pack());
        for (int i = 0; i < 9; i++) {
            out.writeFloat(i);
        }

        Tide read = Tide.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.level()).isEqualTo(1.5);
        assertThat(copy(read).look(START + Tide.SLOT_MS, CLOCK)).isEqualTo(read.look(START + Tide.SLOT_MS, CLOCK));
    }

    @Test
    void shouldReadBytesOfTheSecondCodec() throws Exception {
        BurstFilter usual = BurstFilter.ofZeros(BurstSettings.SURGE, START / Baseline.BIN_MS, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(2);
        out.writeDouble(1.5);
        out.writeDouble(1.2);
        SeriesCodec.count(out, 0);
        SeriesCodec.count(out, 1);
        out.writeUTF("app");
        SeriesCodec.counts(out, Map.of(START / Baseline.BIN_MS, 3L));
        SeriesCodec.bytes(out, usual.pack());
        out.writeDouble(7);
        out.writeDouble(5);
        out.writeDouble(0.3);
        for (int i = 0; i < 33; i++) {
            out.writeFloat(i);
        }

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Tide read = Tide.unpack(in);

        assertThat(in.available()).isZero();
        assertThat(read.level()).isEqualTo(1.5);
        assertThat(read.rise()).isEqualTo(1.2);
        assertThat(copy(read).look(START + Tide.SLOT_MS, CLOCK)).isEqualTo(read.look(START + Tide.SLOT_MS, CLOCK));
    }

    @Test
    void shouldRefuseBytesOfAnotherCodec() {
        assertThatThrownBy(() -> Tide.unpack(new DataInputStream(new ByteArrayInputStream(new byte[] {9}))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("tide codec: 9, expected 1 to 3");
    }

    private long now = START;

    /** Of each half hour of some days on which so many categories rise. */
    private List<Double> heights(double perDay, int days, double multiple, int rising) {
        return heights(alike(perDay), days, multiple, Set.copyOf(CATEGORIES.subList(0, rising)));
    }

    /** @param usual category → messages a day */
    private List<Double> heights(Map<String, Double> usual, int days, double multiple, Set<String> rising) {
        messages(now, usual, days, multiple, rising).forEach(s -> tide.add(s.slot, s.category, s.bin, s.count));
        List<Double> out = look(tide, now, now + days * DAY);
        now += days * DAY;
        return out;
    }

    private static Map<String, Double> alike(double perDay) {
        Map<String, Double> out = new LinkedHashMap<>();
        CATEGORIES.forEach(c -> out.put(c, perDay));
        return out;
    }

    private static List<Double> look(Tide tide, long from, long to) {
        List<Double> out = new ArrayList<>();
        for (long at = from + Tide.SLOT_MS; at <= to; at += Tide.SLOT_MS) {
            out.add(tide.look(at, CLOCK));
        }
        return out;
    }

    private List<Some> complaints(long from, double perDay, int days, double multiple, int rising) {
        return messages(from, alike(perDay), days, multiple, Set.copyOf(CATEGORIES.subList(0, rising)));
    }

    private List<Some> messages(long from, Map<String, Double> usual, int days, double multiple, Set<String> rising) {
        List<Some> out = new ArrayList<>();
        new TreeMap<>(usual).forEach((category, perDay) -> {
            double perBin = perDay / Baseline.BINS_PER_DAY * (rising.contains(category) ? multiple : 1);
            for (long bin = from / Baseline.BIN_MS; bin < (from + days * DAY) / Baseline.BIN_MS; bin++) {
                int n = 0;
                for (double p = random.nextDouble(); p > Math.exp(-perBin); p *= random.nextDouble()) {
                    n++;
                }
                if (n > 0) {
                    out.add(new Some(Tide.slotOf(bin * Baseline.BIN_MS + 1), category, bin, n));
                }
            }
        });
        return out;
    }

    private static Tide copy(Tide tide) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tide.pack(new DataOutputStream(bytes));
        return Tide.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
