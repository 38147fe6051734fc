package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.alert.ShareChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class UsualShareTest {
    private static final long HOUR = UsualShare.BLOCK_MS;
    private static final long DAY = 24 * HOUR;
    private static final long START = 1_800_000_000_000L / DAY * DAY;
    private static final String NAME = "negative";
    private static final UsualShare.CompleteHours ALWAYS = (from, to) -> true;

    private final Random random = new Random(5);
    private final Panes panes = new Panes();
    private long author;

    @Test
    void shouldReportByHowManyPointsAWindowDiffers() {
        // given
        UsualShare share = UsualShare.steady(START, 0.2, 10);

        // when
        ShareChange change = share.change(40, 14, 2 * HOUR);

        // then
        assertThat(change.share()).isEqualTo(0.35);
        assertThat(change.usual()).isCloseTo(0.2, within(1e-3));
        assertThat(change.deltaPoints()).isCloseTo(15, within(0.1));
        assertThat(share.change(0, 0, HOUR)).isEqualTo(new ShareChange(change.usual(), change.usual(), 0, 0));
    }

    /**
     * Hours that are all alike have the least correlation that is taken for true, so that all parameters of the
     * distribution are known. Its two-sided p-value is reckoned from Pólya's urn, without gamma functions.
     */
    @Test
    void shouldBeAsConfidentAsPolyasUrnAllows() {
        // given
        double rho = 0.0005;
        double messages = 0;
        for (int hour = 0; hour < 14 * 24; hour++) {
            messages = messages * Math.pow(0.5, 1 / (14 * 24.0)) + 10;
        }
        UsualShare share = UsualShare.steady(START, 0.2, 10);
        double usual = share.change(40, 8, HOUR).usual();

        for (int k : new int[] {0, 3, 8, 12, 14, 20}) {
            for (int hours : new int[] {1, 2, 8}) {
                // when
                double confidence = share.change(40, k, hours * HOUR).confidence();

                // then
                double within = rho * (40.0 / hours - 1) / 39;
                double ofUsual = (1 + 9 * rho) / (messages + 1) * 40 / 39;
                assertThat(confidence)
                        .as("%d of 40 in %d h", k, hours)
                        .isCloseTo(1 - urn(40, k, usual, within + ofUsual), within(1e-6));
            }
        }
    }

    /** What is usual is what the hours are drawn from, so a confidence above 95 % must be rare: one window in twenty. */
    @Test
    void shouldSeldomBeConfidentOfAChangeInHoursThatDifferAsUsual() {
        // given: shares of hours that scatter by a beta distribution with mean ¼ and correlation 1/21
        UsualShare share = new UsualShare(START);
        hours(START, 28 * 24, 40, () -> betaOf(5, 15));
        share.learn(panes, NAME, START + 28 * DAY, ALWAYS);

        // when
        int alarms = 0;
        int windows = 2_000;
        for (int i = 0; i < windows; i++) {
            double p = betaOf(5, 15);
            int k = 0;
            for (int m = 0; m < 40; m++) {
                k += random.nextDouble() < p ? 1 : 0;
            }
            alarms += share.change(40, k, HOUR).confidence() > 0.95 ? 1 : 0;
        }

        // then
        assertThat(alarms / (double) windows).isBetween(0.02, 0.08);
        assertThat(share.change(40, 10, HOUR).usual()).isCloseTo(0.25, within(0.02));
        assertThat(share.change(40, 18, HOUR).confidence())
                .isLessThan(
                        UsualShare.steady(START, 0.25, 40).change(40, 18, HOUR).confidence() - 0.05);
    }

    @Test
    void shouldLearnWholeHoursBeforeTheWindowOnly() {
        // given
        UsualShare share = new UsualShare(START + 10 * 60_000);
        hours(START, 10, 20, () -> 0.5);
        hours(START + 10 * HOUR, 2, 20, () -> 1);

        // when
        share.learn(panes, NAME, START + 10 * HOUR + HOUR - 1, ALWAYS);

        // then
        assertThat(share.next()).isEqualTo(START + 10 * HOUR);
        assertThat(share.change(20, 20, HOUR).usual()).isCloseTo(0.5, within(0.15));
        double before = share.change(20, 20, HOUR).usual();

        // and when
        share.learn(panes, NAME, START + 11 * HOUR, ALWAYS);

        // then
        assertThat(share.next()).isEqualTo(START + 11 * HOUR);
        assertThat(share.change(20, 20, HOUR).usual()).isGreaterThan(before);
    }

    @Test
    void shouldKnowNothingBeforeSixHoursAndFiftyMessages() {
        // given
        UsualShare quiet = new UsualShare(START);
        UsualShare loud = new UsualShare(START + 30 * DAY);
        hours(START, 6, 8, () -> 0.5);
        hours(START + 30 * DAY, 6, 80, () -> 0.5);

        // when
        quiet.learn(panes, NAME, START + 6 * HOUR, ALWAYS);
        loud.learn(panes, NAME, START + 30 * DAY + 5 * HOUR, ALWAYS);

        // then
        assertThat(quiet.isKnown()).as("48 messages").isFalse();
        assertThat(quiet.change(20, 20, HOUR)).isNull();
        assertThat(loud.isKnown()).as("5 hours").isFalse();

        // and when
        loud.learn(panes, NAME, START + 30 * DAY + 6 * HOUR, ALWAYS);

        // then
        assertThat(loud.isKnown()).isTrue();
        assertThat(loud.isYoung()).isTrue();

        // and when
        loud.learn(panes, NAME, START + 32 * DAY, ALWAYS);

        // then
        assertThat(loud.isYoung()).as("48 hours").isFalse();
    }

    @Test
    void shouldLearnNothingOfHoursInWhichASourceWasDown() {
        // given
        UsualShare share = new UsualShare(START);
        hours(START, 24, 20, () -> 0.2);
        hours(START + DAY, 24, 20, () -> 0.8);

        // when
        share.learn(panes, NAME, START + 2 * DAY, (from, to) -> to <= START + DAY);

        // then
        assertThat(share.next()).isEqualTo(START + 2 * DAY);
        assertThat(share.change(20, 4, HOUR).usual()).isCloseTo(0.2, within(0.05));
    }

    @Test
    void shouldLearnNothingWhileAnAlertOnItIsOpenButForAWeekAtMost() {
        // given
        UsualShare share = new UsualShare(START);
        hours(START, 24, 20, () -> 0.2);
        hours(START + DAY, 8 * 24, 20, () -> 0.8);
        share.learn(panes, NAME, START + DAY, ALWAYS);
        double before = share.change(20, 4, HOUR).usual();

        // when
        share.freeze(START + DAY + 2 * HOUR, START + 3 * DAY, 2 * HOUR);
        share.learn(panes, NAME, START + 3 * DAY, ALWAYS);

        // then: neither the window that the alert began with nor what has come since
        assertThat(share.change(20, 4, HOUR).usual()).isEqualTo(before).isCloseTo(0.2, within(0.05));

        // and when it has been open for more than a week
        share.freeze(START + DAY + 2 * HOUR, START + 9 * DAY, 2 * HOUR);
        share.learn(panes, NAME, START + 9 * DAY, ALWAYS);

        // then
        assertThat(share.change(20, 4, HOUR).usual()).isGreaterThan(0.6);
    }

    /** Three standard deviations of a binomial count and one message are the most that an hour may differ by. */
    @Test
    void shouldTakeAStrangeHourForNoMoreThanTheUsualScatterAllows() {
        // given
        UsualShare share = UsualShare.steady(START, 0.2, 100);
        double before = share.change(100, 20, HOUR).usual();
        hours(START, 1, 100, () -> 1);

        // when
        share.learn(panes, NAME, START + HOUR, ALWAYS);

        // then
        double kept = Math.pow(0.5, 1 / (14 * 24.0));
        double messages = 0;
        for (int hour = 0; hour < 14 * 24; hour++) {
            messages = messages * kept + 100;
        }
        double most = 100 * before + 3 * Math.sqrt(100 * before * (1 - before) * (1 + 99 * 0.0005)) + 1;
        double expected = (kept * (before * (messages + 1) - 0.5) + most + 0.5) / (kept * messages + 100 + 1);
        assertThat(share.change(100, 20, HOUR).usual()).isCloseTo(expected, within(1e-4));
    }

    @Test
    void shouldNotTakeForImpossibleWhatHasNotBeenSeenYet() {
        // given
        UsualShare share = UsualShare.steady(START, 0, 10);

        // when
        ShareChange change = share.change(40, 1, HOUR);

        // then
        assertThat(change.usual()).isBetween(1e-5, 1e-3);
        assertThat(change.confidence()).isLessThan(1);
    }

    @Test
    void shouldForgetHalfInTwoWeeks() {
        // given
        UsualShare share = new UsualShare(START);
        hours(START, 14 * 24, 20, () -> 0.3);
        share.learn(panes, NAME, START + 14 * DAY, ALWAYS);
        hours(START + 14 * DAY, 14 * 24, 20, () -> 0.36);

        // when
        share.learn(panes, NAME, START + 28 * DAY, ALWAYS);

        // then: one part of the old, two of the new
        assertThat(share.change(20, 4, HOUR).usual()).isCloseTo((0.3 + 2 * 0.36) / 3, within(0.012));
    }

    @Test
    void shouldGoOnTheSameWhenPackedAndUnpacked() throws IOException {
        // given
        UsualShare share = new UsualShare(START);
        hours(START, 5 * 24, 20, () -> betaOf(2, 6));
        share.learn(panes, NAME, START + 3 * DAY, ALWAYS);
        share.freeze(START + 3 * DAY, START + 3 * DAY + 6 * HOUR, HOUR);

        // when
        UsualShare copy = UsualShare.unpack(new DataInputStream(new ByteArrayInputStream(pack(share))));

        // then
        share.learn(panes, NAME, START + 5 * DAY, ALWAYS);
        copy.learn(panes, NAME, START + 5 * DAY, ALWAYS);
        assertThat(pack(copy)).isEqualTo(pack(share));
        assertThat(copy.change(20, 11, HOUR)).isEqualTo(share.change(20, 11, HOUR));
    }

    /** Hours of equally many originals, of which as many are in the share as its shares let come. */
    private void hours(long from, int hours, int originals, DoubleSupplier shares) {
        for (int h = 0; h < hours; h++) {
            double p = shares.getAsDouble();
            for (int i = 0; i < originals; i++) {
                long time = from + h * HOUR + i * HOUR / originals;
                panes.add(
                        time,
                        SeriesMessage.builder(time, "m" + author)
                                .author(author++)
                                .shares(random.nextDouble() < p ? List.of(NAME) : List.of())
                                .build());
            }
        }
    }

    /** Of the beta distribution with whole parameters: the a-th smallest of a + b − 1 numbers between 0 and 1. */
    private double betaOf(int a, int b) {
        return random.doubles(a + b - 1).sorted().skip(a - 1).findFirst().orElseThrow();
    }

    /** Twice the smaller tail, half of the observed count in it: of an urn that gets back each ball with another one. */
    private static double urn(int n, int k, double mean, double rho) {
        double balls = 1 / rho - 1;
        double[] chances = {1};
        for (int drawn = 0; drawn < n; drawn++) {
            double[] next = new double[drawn + 2];
            for (int in = 0; in <= drawn; in++) {
                double p = (mean * balls + in) / (balls + drawn);
                next[in + 1] += chances[in] * p;
                next[in] += chances[in] * (1 - p);
            }
            chances = next;
        }
        double below = 0;
        double above = 0;
        for (int i = 0; i <= n; i++) {
            below += i < k ? chances[i] : 0;
            above += i > k ? chances[i] : 0;
        }
        return Math.min(1, 2 * (Math.min(below, above) + chances[k] / 2));
    }

    private static byte[] pack(UsualShare share) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        share.pack(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
