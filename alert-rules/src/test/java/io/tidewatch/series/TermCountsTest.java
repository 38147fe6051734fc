package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermCountsTest {
    private static final long HOUR = 3_600_000L;
    private static final long WEEK = 7 * 24 * HOUR;
    private static final String PRODUCT = "t:product=";

    @Test
    void shouldNameTheValueThatMakesTheExcess() {
        // given
        TermCounts counts = usual();
        add(counts, WEEK, 17, "kettle", false);
        add(counts, WEEK, 3, "lamp", false);
        // when
        TermCounts.Leading leading = counts.leading(WEEK, TermCounts.Scale.MIDDLE, PRODUCT, 20, 2);
        // then
        // of 80 that are usual 40 are kettles: (40 + .425 + .5) / 82; (.85 - .1 × .4991) / (1 - .1 + 2 / 20)
        assertThat(leading.value()).isEqualTo("kettle");
        assertThat(leading.share()).isCloseTo(0.85, within(1e-6));
        assertThat(leading.usual()).isCloseTo(0.4991, within(1e-4));
        assertThat(leading.explained()).isCloseTo(0.8001, within(1e-4));
    }

    @Test
    void shouldNotNameAValueThatIsUsuallyAsFrequent() {
        // given
        TermCounts counts = usual();
        add(counts, WEEK, 10, "kettle", false);
        add(counts, WEEK, 10, "lamp", false);
        // when
        TermCounts.Leading leading = counts.leading(WEEK, TermCounts.Scale.FAST, PRODUCT, 20, 5);
        // then
        assertThat(leading.explained()).isCloseTo(0.5 * 0.75 / (0.75 + 0.1), within(1e-2));
        assertThat(leading.share() - leading.usual()).isCloseTo(0, within(1e-2));
    }

    @Test
    void shouldSayNothingOfThreeMessagesAndLittleOfFour() {
        // given
        TermCounts counts = new TermCounts();
        add(counts, WEEK, 3, "kettle", false);
        // when
        TermCounts.Leading three = counts.leading(WEEK, TermCounts.Scale.FAST, PRODUCT, 3, Double.NaN);
        add(counts, WEEK, 1, "kettle", false);
        TermCounts.Leading four = counts.leading(WEEK, TermCounts.Scale.FAST, PRODUCT, 4, Double.NaN);
        // then
        assertThat(three).isNull();
        assertThat(four.explained()).isCloseTo(1 / 1.5, within(1e-6));
    }

    @Test
    void shouldKnowTheSharesOfATrickleOfADay() {
        // given
        TermCounts counts = new TermCounts();
        for (int i = 0; i < 8; i++) {
            add(counts, WEEK + i * 3L * HOUR, 1, "kettle", false);
        }
        long at = WEEK + 21 * HOUR;
        // when
        TermCounts.Leading leading = counts.leading(at, TermCounts.Scale.of(24 * HOUR), PRODUCT, 8, Double.NaN);
        // then
        // 2 × (1 - 2^-4) / (1 - 2^-.5) = 6.40 messages
        assertThat(leading.explained()).isCloseTo(1 / (1 + 2 / 6.4015), within(1e-3));
        assertThat(counts.leading(at, TermCounts.Scale.of(HOUR), PRODUCT, 8, 0.5))
                .isNull();
    }

    @Test
    void shouldKnowWhatWasUsualBeforeASurgeOfDays() {
        // given
        TermCounts counts = usual();
        add(counts, WEEK, 200, "kettle", true);
        add(counts, WEEK + 24 * HOUR, 20, "kettle", true);
        // when
        TermCounts.Leading leading = counts.leading(WEEK + 24 * HOUR, TermCounts.Scale.FAST, PRODUCT, 20, 2);
        // then
        assertThat(leading.usual()).isCloseTo(0.6, within(0.01));
    }

    @Test
    void shouldSayNothingOfADimensionThatMostMessagesLack() {
        // given
        TermCounts counts = new TermCounts();
        add(counts, WEEK, 9, "kettle", false);
        for (int i = 0; i < 11; i++) {
            counts.add(WEEK, List.of(), false);
        }
        // then
        assertThat(counts.leading(WEEK, TermCounts.Scale.FAST, PRODUCT, 20, 0)).isNull();
    }

    @Test
    void shouldGoOnFromCountsOfTwoScales() throws IOException {
        // given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        packOld(out, 10, 110);
        SeriesCodec.count(out, 1);
        out.writeUTF(PRODUCT + "kettle");
        packOld(out, 9, 59);
        // when
        TermCounts counts = TermCounts.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 4);
        // then
        assertThat(counts.leading(WEEK, TermCounts.Scale.FAST, PRODUCT, 10, 0))
                .isEqualTo(counts.leading(WEEK, TermCounts.Scale.MIDDLE, PRODUCT, 10, 0));
        assertThat(counts.leading(WEEK, TermCounts.Scale.MIDDLE, PRODUCT, 10, 0).usual())
                .isCloseTo((50 + 0.45 + 0.5) / 102, within(1e-6));
    }

    @Test
    void shouldReadBackWhatItPacks() throws IOException {
        // given
        TermCounts counts = usual();
        add(counts, WEEK, 20, "kettle", true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // when
        counts.pack(new DataOutputStream(bytes));
        TermCounts read = TermCounts.unpack(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), Series.CODEC_RATE);
        // then
        for (TermCounts.Scale scale : TermCounts.Scale.values()) {
            assertThat(read.leading(WEEK + HOUR, scale, PRODUCT, 20, 1))
                    .isEqualTo(counts.leading(WEEK + HOUR, scale, PRODUCT, 20, 1));
        }
    }

    /** 160 messages a week ago, half of them of one product: 80 by now. */
    private static TermCounts usual() {
        TermCounts counts = new TermCounts();
        add(counts, 0, 80, "kettle", false);
        add(counts, 0, 80, "lamp", false);
        return counts;
    }

    private static void add(TermCounts counts, long at, int messages, String product, boolean surging) {
        for (int i = 0; i < messages; i++) {
            counts.add(at, List.of(PRODUCT + product), surging);
        }
    }

    private static void packOld(DataOutputStream out, float fast, float slow) throws IOException {
        out.writeFloat(fast);
        out.writeFloat(slow);
        out.writeLong(WEEK);
    }
}
