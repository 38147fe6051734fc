package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every sum is compared with one over the list of all messages. */
class PanesTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long PANE = 30 * SECOND;
    private static final long START = 1_800_000_000_000L / HOUR * HOUR;

    private final Random random = new Random(12);
    private final Panes panes = new Panes();
    private final List<SeriesMessage> all = new ArrayList<>();

    @Test
    void shouldSumFinePanesOverAnyWindow() {
        // given
        say(START, START + 2 * HOUR, 600, 40);

        for (int i = 0; i < 50; i++) {
            // when
            long from = START + random.nextInt(240) * PANE;
            long to = from + random.nextInt(120) * PANE;

            // then
            assertThat(panes.sum(from, to)).isEqualTo(counts(from, to));
            assertThat(panes.originals(from, to)).isEqualTo(counts(from, to).originals());
            assertThat(panes.originals("negative", from, to)).isEqualTo(members(from, to));
        }
    }

    @Test
    void shouldSumTheSameWhenPanesHaveBeenWidened() {
        // given
        long now = START + 3 * DAY - 3 * PANE;
        say(START, now, 3_000, 40);
        say(now - HOUR, now, 500, 40);

        // when
        panes.merge(now, PANE);

        // then
        for (long window : new long[] {10 * MINUTE, HOUR, 2 * HOUR, DAY, 2 * DAY, 3 * DAY}) {
            long from = Panes.startOf(now, window, PANE);
            assertThat(panes.sum(from, now)).as("%d minutes", window / MINUTE).isEqualTo(counts(from, now));
            assertThat(panes.originals("negative", from, now)).isEqualTo(members(from, now));
        }
    }

    @Test
    void shouldTakeTheSameRoomForADayHoweverMuchIsSaid() throws IOException {
        // given
        say(START, START + DAY, 3_000, 100_000);
        Panes many = new Panes();
        for (long t = START; t < START + DAY; t += SECOND / 2) {
            add(many, message(t, random.nextInt(1_000_000), true, true, 10));
        }

        // when
        panes.merge(START + 2 * DAY, PANE);
        many.merge(START + 2 * DAY, PANE);

        // then: 64 authors in each of 24 hours
        assertThat(pack(many).length).isLessThan(24 * (Panes.MAX_AUTHORS * 10 + 60));
        assertThat(pack(many).length).isLessThan(2 * pack(panes).length);
    }

    /** From the k smallest hashes, with a standard error of one in √(k − 1): here an eighth. */
    @Test
    void shouldEstimateAuthorsAndReachWhereThereAreTooManyToKeep() {
        // given: 60 hours, in each of which 1,000 people with 10 followers say something twice
        int hours = 60;
        for (int i = 0; i < hours * 1_000; i++) {
            long author = random.nextLong();
            long time = START + i / 1_000 * HOUR + i % 1_000;
            add(panes, message(time, author, true, false, 10));
            add(panes, message(time + MINUTE, author, true, false, 10));
        }

        // when
        panes.merge(START + 10 * DAY, PANE);

        // then
        double squares = 0;
        for (long hour = START; hour < START + hours * HOUR; hour += HOUR) {
            WindowCounts estimated = panes.sum(hour, hour + HOUR);
            assertThat(estimated.posts()).isEqualTo(2_000);
            assertThat(estimated.originals()).isEqualTo(2_000);
            assertThat(panes.authors(hour, hour + HOUR)).isEqualTo(estimated.authors());
            assertThat((double) estimated.reach() / estimated.authors()).isCloseTo(10, within(0.01));
            squares += Math.pow(estimated.authors() / 1_000.0 - 1, 2);
        }
        assertThat(Math.sqrt(squares / hours)).isCloseTo(1 / Math.sqrt(Panes.MAX_AUTHORS - 1), within(0.03));
    }

    @Test
    void shouldEstimateOverLoudAndQuietPanesTogether() {
        // given
        say(START + 10 * MINUTE, START + 15 * MINUTE, 6_000, 8_000);
        say(START + HOUR, START + 6 * HOUR, 500, 40);
        WindowCounts exact = counts(START, START + 6 * HOUR);

        for (long at : new long[] {START + 8 * HOUR, START + 10 * DAY}) {
            // when
            panes.merge(at, PANE);

            // then
            WindowCounts estimated = panes.sum(START, START + 6 * HOUR);
            assertThat((double) estimated.authors() / exact.authors()).isCloseTo(1, within(3 / 8.0));
            assertThat((double) estimated.reach() / exact.reach()).isCloseTo(1, within(4 / 8.0));
        }
    }

    @Test
    void shouldNeverEstimateMoreAuthorsThanOriginals() {
        // given
        say(START, START + 20 * HOUR, 6_000, 1_000_000_000);

        // when
        panes.merge(START + 2 * DAY, PANE);

        // then
        for (long hour = START; hour < START + 20 * HOUR; hour += HOUR) {
            long originals = counts(hour, hour + HOUR).originals();
            assertThat(panes.sum(hour, hour + HOUR).authors()).isLessThanOrEqualTo(originals);
            assertThat(panes.authors(hour, hour + HOUR)).isLessThanOrEqualTo(originals);
        }
    }

    @Test
    void shouldCountALateMessageAsIfItHadComeInTime() {
        // given
        say(START, START + 2 * DAY, 500, 40);
        long now = START + 2 * DAY;
        panes.merge(now, PANE);
        SeriesMessage late = message(START + 7 * MINUTE + 1, 5, true, true, 1_000_000);

        // when
        add(panes, late);
        all.add(late);

        // then
        assertThat(panes.sum(START, now)).isEqualTo(counts(START, now));

        // and when
        panes.merge(now + 5 * MINUTE, PANE);

        // then
        assertThat(panes.sum(START, now)).isEqualTo(counts(START, now));
        assertThat(panes.sum(START, START + HOUR)).isEqualTo(counts(START, START + HOUR));
    }

    @Test
    void shouldCountAnAuthorOnceInFiveMinutes() {
        // given
        say(START, START + HOUR, 400, 12);

        // when
        long voices = panes.authors(START, START + HOUR);

        // then
        long expected = 0;
        for (long slot = START; slot < START + HOUR; slot += 5 * MINUTE) {
            expected += counts(slot, slot + 5 * MINUTE).authors();
        }
        assertThat(voices)
                .isEqualTo(expected)
                .isLessThan(counts(START, START + HOUR).originals());
        assertThat(panes.authors(START + 10 * MINUTE, START + 10 * MINUTE)).isZero();
    }

    @Test
    void shouldCountAnAuthorOnceInAnHourWherePanesAreSoWide() {
        // given
        say(START, START + HOUR, 400, 12);

        // when
        panes.merge(START + 2 * DAY, PANE);

        // then
        assertThat(panes.authors(START, START + HOUR))
                .isEqualTo(counts(START, START + HOUR).authors());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 30",
        "60, 30", // minutes of the window, seconds of the panes that it is a sum of
        "61, 300",
        "1440, 300",
        "1441, 3600",
        "20160, 3600"
    })
    void shouldBeginAWindowOnABorderOfItsPanesAndNoLaterThanAsked(long minutes, long seconds) {
        // given
        long at = START + 17 * HOUR + 23 * MINUTE + 30 * SECOND;

        // when
        long from = Panes.startOf(at, minutes * MINUTE, PANE);

        // then
        assertThat(Panes.widthOf(minutes * MINUTE, PANE)).isEqualTo(seconds * SECOND);
        assertThat(from % (seconds * SECOND)).isZero();
        assertThat(at - minutes * MINUTE - from).isBetween(0L, seconds * SECOND - 1);
    }

    @Test
    void shouldForgetWhatBeginsBeforeAnInstant() {
        // given
        say(START, START + 2 * HOUR, 200, 10);

        // when
        panes.dropBefore(START + HOUR);

        // then
        assertThat(panes.first()).isBetween(START + HOUR, START + HOUR + 10 * MINUTE);
        assertThat(panes.sum(START, START + 2 * HOUR)).isEqualTo(counts(START + HOUR, START + 2 * HOUR));
        panes.dropBefore(START + DAY);
        assertThat(panes.isEmpty()).isTrue();
    }

    @Test
    void shouldGoOnTheSameWhenPackedAndUnpacked() throws IOException {
        // given
        say(START, START + DAY, 4_000, 3_000);
        long now = START + DAY + 2 * HOUR;
        panes.merge(now, PANE);

        // when
        byte[] packed = pack(panes);
        Panes copy = Panes.unpack(new DataInputStream(new ByteArrayInputStream(packed)), Series.CODEC_RATE);

        // then
        assertThat(pack(copy)).isEqualTo(packed);
        SeriesMessage more = message(START + 3 * HOUR, 9, true, true, 3);
        for (Panes p : List.of(panes, copy)) {
            add(p, more);
            p.merge(now + 2 * DAY, PANE);
        }
        assertThat(copy.sum(START, now)).isEqualTo(panes.sum(START, now));
        assertThat(copy.authors(START, now)).isEqualTo(panes.authors(START, now));
        assertThat(copy.originals("negative", START, now)).isEqualTo(panes.originals("negative", START, now));
    }

    /** Messages at random times, every third a copy, every fourth in the share. */
    private void say(long from, long to, int messages, int authors) {
        for (int i = 0; i < messages; i++) {
            SeriesMessage m = message(
                    from + (long) (random.nextDouble() * (to - from)),
                    random.nextInt(authors),
                    random.nextInt(3) > 0,
                    random.nextInt(4) == 0,
                    random.nextInt(100));
            all.add(m);
            add(panes, m);
        }
    }

    private static SeriesMessage message(long time, long author, boolean original, boolean negative, long followers) {
        return SeriesMessage.builder(time, "m" + time)
                .original(original)
                .negative(negative)
                .author(author)
                .followers(followers)
                .shares(negative ? List.of("negative") : List.of())
                .build();
    }

    private static void add(Panes to, SeriesMessage m) {
        to.add(Math.floorDiv(m.time(), PANE) * PANE, m);
    }

    private WindowCounts counts(long from, long to) {
        long posts = 0;
        long originals = 0;
        long negatives = 0;
        Map<Long, Long> reach = new HashMap<>();
        for (SeriesMessage m : all) {
            if (m.time() >= from && m.time() < to) {
                posts++;
                negatives += m.negative() ? 1 : 0;
                if (m.original()) {
                    originals++;
                    reach.merge(m.author(), m.followers(), Math::max);
                }
            }
        }
        long followers = reach.values().stream().mapToLong(Long::longValue).sum();
        return new WindowCounts(posts, originals, reach.size(), followers, negatives);
    }

    private long members(long from, long to) {
        return all.stream()
                .filter(m -> m.time() >= from && m.time() < to && m.original() && m.negative())
                .count();
    }

    private static byte[] pack(Panes panes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        panes.pack(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
