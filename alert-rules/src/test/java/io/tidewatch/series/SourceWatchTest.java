package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.time.LocalClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
    private static final long SLOT = SourceWatch.SLOT_MS;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long BIN = Baseline.BIN_MS;
    private static final long START = 1_800_000_000_000L / DAY * DAY;

    private SourceWatch watch = new SourceWatch();
    private long now = START;

    @Test
    void shouldMissHeartbeatsAfterTwoMinutesAndBeBackWithTheNext() {
        // given
        for (; now < START + 10 * MINUTE; now += SLOT) {
            watch.beat(SourceWatch.slotOf(now), now);
        }
        long last = now - SLOT;

        // when
        SourceOutages.Span outage = lookUntilChange(START + HOUR);

        // then
        assertThat(outage)
                .isEqualTo(new SourceOutages.Span(last, last + 2 * MINUTE, SourceOutages.OPEN, SourceOutages.OPEN));

        // and when
        watch.beat(START + HOUR, START + HOUR - 1);

        // then
        SourceOutages.Span over = lookUntilChange(START + 2 * HOUR);
        assertThat(over).isEqualTo(new SourceOutages.Span(last, last + 2 * MINUTE, START + HOUR, START + HOUR));
    }

    @Test
    void shouldNotMissHeartbeatsOfASourceThatSendsMessages() {
        // given
        watch.beat(START, START);

        // when, then
        for (now = START; now < START + HOUR; now += SLOT) {
            say(now, 1);
            assertThat(look(now)).isNull();
        }
    }

    /**
     * Outage of a source without heartbeats: the first slot at which a negative binomial zero is rarer than 1 in 1,000.
     */
    @Test
    void shouldNoticeAPauseOnceItComesByChanceLessOftenThanOnceInAThousand() {
        // given
        Random random = new Random(3);
        BurstFilter usual = null;
        long bin = 0;
        long count = 0;
        long last = START;
        for (; now < START + 4 * DAY; now += SLOT) {
            if (random.nextInt(8) == 0) { // about one in four minutes
                long of = Math.floorDiv(now, BIN);
                if (usual == null) {
                    usual = new BurstFilter(BurstSettings.SURGE, of, 0);
                    bin = of;
                }
                for (; bin < of; bin++) {
                    usual.close(bin == Math.floorDiv(last, BIN) ? count : 0);
                    count = bin == Math.floorDiv(last, BIN) ? 0 : count;
                }
                count++;
                last = now;
                say(now, 1);
            }
            assertThat(look(now)).isNull();
        }

        // when
        SourceOutages.Span outage = lookUntilChange(START + 5 * DAY);

        // then
        assertThat(outage.from()).isEqualTo(last);
        assertThat(outage.knownAt() - last).isBetween(10 * MINUTE, 3 * HOUR);
        Baseline baseline = usual.baseline();
        assertThat(chanceOfNothing(baseline, last, outage.knownAt())).isLessThan(0.001);
        assertThat(chanceOfNothing(baseline, last, outage.knownAt() - SLOT)).isGreaterThanOrEqualTo(0.001);
    }

    @Test
    void shouldNotJudgePausesBeforeTwoDaysHaveBeenLearnt() {
        // given
        sendUntil(START + 2 * DAY - HOUR);

        // when, then
        assertThat(lookUntilChange(START + 10 * DAY)).isNull();
    }

    @Test
    void shouldNotTakeAPauseOfLessThanFiveMinutesForAnOutage() {
        // given: two messages a second, of which none for a minute comes by chance never
        sendUntil(START + 3 * DAY, 60);

        // when
        SourceOutages.Span outage = lookUntilChange(START + 4 * DAY);

        // then
        assertThat(outage.knownAt() - outage.from()).isEqualTo(5 * MINUTE);
    }

    @Test
    void shouldStayDownWhileOnlyBacklogComes() {
        // given
        sendUntil(START + 3 * DAY);
        lookUntilChange(START + 4 * DAY);

        // when
        watch.add(now, Math.floorDiv(now - HOUR, BIN), 100, Long.MIN_VALUE);

        // then
        assertThat(look(now)).isNull();

        // and when
        now += SLOT;
        say(now, 1);

        // then
        assertThat(look(now).until()).isEqualTo(now);
    }

    @Test
    void shouldNotBeBroughtBackByAHeartbeatWhenItsMessagesAreMissed() {
        // given
        sendUntil(START + 3 * DAY);
        SourceOutages.Span outage = lookUntilChange(START + 4 * DAY);

        // when
        watch.beat(now, now);

        // then
        assertThat(look(now)).isNull();
        assertThat(outage.until()).isEqualTo(SourceOutages.OPEN);
    }

    @Test
    void shouldNotLearnFromAnOutage() {
        // given
        sendUntil(START + 3 * DAY);
        long first = noticedAfter(START + 10 * DAY);

        // when it comes back after days
        now = START + 10 * DAY;
        sendUntil(START + 10 * DAY + HOUR);

        // then it is missed as soon as before
        assertThat(noticedAfter(START + 11 * DAY)).isBetween(first - 2 * SLOT, first + 2 * SLOT);
    }

    @Test
    void shouldNotMindTheOrderWithinSlotsAndBeforeTheyHavePassed() {
        // given
        List<Runnable> signs = new ArrayList<>();
        SourceWatch ordered = watch;
        SourceWatch shuffled = new SourceWatch();
        for (long at = START; at < START + 3 * DAY; at += 2 * MINUTE) {
            long slot = at;
            ordered.add(slot, Math.floorDiv(slot, BIN), 1, slot);
            ordered.add(slot, Math.floorDiv(slot - BIN, BIN), 2, slot - BIN);
            signs.add(() -> shuffled.add(slot, Math.floorDiv(slot, BIN), 1, slot));
            signs.add(() -> shuffled.add(slot, Math.floorDiv(slot - BIN, BIN), 2, slot - BIN));
        }
        Collections.shuffle(signs, new Random(9));
        signs.forEach(Runnable::run);

        // when, then
        SourceOutages.Span outage = null;
        for (now = START; now < START + 4 * DAY && outage == null; now += SLOT) {
            outage = look(now);
            watch = shuffled;
            assertThat(look(now)).isEqualTo(outage);
            watch = ordered;
        }
        assertThat(outage).isNotNull();
        assertThat(outage.from()).isEqualTo(START + 3 * DAY - 2 * MINUTE);
    }

    @Test
    void shouldSayWhenToLookAgain() {
        // given, when, then
        assertThat(watch.nextLook(START)).as("no sign of life yet").isEqualTo(Series.NEVER);

        say(START, 1);
        look(START);
        assertThat(watch.nextLook(START)).as("without heartbeats").isEqualTo(START + 5 * MINUTE);
        assertThat(watch.nextLook(START + HOUR)).isEqualTo(START + HOUR + SLOT);

        watch.beat(START + SLOT, START + SLOT - 1);
        look(START + SLOT);
        assertThat(watch.nextLook(START + SLOT)).as("with heartbeats").isEqualTo(START + SLOT + 2 * MINUTE);

        now = START + SLOT;
        lookUntilChange(START + HOUR);
        assertThat(watch.nextLook(now)).as("down").isEqualTo(Series.NEVER);
    }

    @Test
    void shouldPutAnInstantIntoTheSlotThatEndsNext() {
        assertThat(SourceWatch.slotOf(START)).isEqualTo(START);
        assertThat(SourceWatch.slotOf(START + 1)).isEqualTo(START + SLOT);
        assertThat(SourceWatch.slotOf(START - 1)).isEqualTo(START);
    }

    @Test
    void shouldGoOnTheSameWhenPackedAndUnpacked() throws IOException {
        // given: packed while up with signs ahead, and while down
        sendUntil(START + 3 * DAY);
        watch.add(now + MINUTE, Math.floorDiv(now, BIN), 3, now);
        SourceWatch up = watch;
        SourceWatch upCopy = unpack(pack(watch));
        long then = now;
        SourceOutages.Span outage = lookUntilChange(START + 4 * DAY);
        long noticed = now;

        // when
        watch = upCopy;
        now = then;
        SourceOutages.Span outageOfCopy = lookUntilChange(START + 4 * DAY);

        // then
        assertThat(outageOfCopy).isEqualTo(outage);
        assertThat(pack(watch)).isEqualTo(pack(up));
        watch = unpack(pack(up));
        watch.beat(noticed + MINUTE, noticed + MINUTE);
        assertThat(look(noticed + MINUTE)).as("a heartbeat").isNull();
        say(noticed + HOUR, 1);
        assertThat(look(noticed + HOUR))
                .isEqualTo(new SourceOutages.Span(outage.from(), outage.knownAt(), noticed + HOUR, noticed + HOUR));
    }

    @Test
    void shouldNameTheCodecThatItDoesNotKnow() {
        assertThatThrownBy(() -> unpack(new byte[] {4}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("source watch codec: 4, expected 1");
    }

    /** P(0) of a negative binomial distribution: {@code (1 + φμ)^(−1/φ)}. */
    private static double chanceOfNothing(Baseline baseline, long from, long to) {
        double phi = baseline.dispersion(from, to);
        return Math.pow(1 + phi * baseline.expected(from, to), -1 / phi);
    }

    /** A message every two minutes. */
    private void sendUntil(long end) {
        for (; now < end; now += SLOT) {
            if (now % (2 * MINUTE) == 0) {
                say(now, 1);
            }
            look(now);
        }
    }

    private void sendUntil(long end, int inEachSlot) {
        for (; now < end; now += SLOT) {
            say(now, inEachSlot);
            look(now);
        }
    }

    private void say(long at, int messages) {
        watch.add(SourceWatch.slotOf(at), Math.floorDiv(at, BIN), messages, at);
    }

    private SourceOutages.@Nullable Span look(long at) {
        return watch.look(at, LocalClock.fixed(0));
    }

    /** How long after the last sign of life the outage is noticed, milliseconds. */
    private long noticedAfter(long end) {
        SourceOutages.Span outage = lookUntilChange(end);
        return outage.knownAt() - outage.from();
    }

    /** Looks at every slot from now on; null when nothing changes before the end. */
    private SourceOutages.@Nullable Span lookUntilChange(long end) {
        for (; now < end + SLOT; now += SLOT) {
            SourceOutages.Span change = look(now);
            if (change != null) {
                return change;
            }
        }
        return null;
    }

    private static byte[] pack(SourceWatch watch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        watch.pack(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static SourceWatch unpack(byte[] packed) throws IOException {
        return SourceWatch.unpack(new DataInputStream(new ByteArrayInputStream(packed)))
                .inZone(LocalClock.fixed(0));
    }
}
