package io.tidewatch.replay.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.replay.streams.AlarmStretch.Verdict;
import io.tidewatch.replay.streams.StreamTruth.Ramp;
import io.tidewatch.replay.streams.StreamTruth.Shift;
import io.tidewatch.replay.streams.StreamTruth.Stretch;
import io.tidewatch.replay.streams.StreamTruth.Surge;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamJudgeTest {
    private static final int BINS = 10 * KeyedStream.DAY;

    @Test
    void shouldCountEachEpisodeOnceFromTheSecondDayOn() {
        StreamTruth truth = truth(
                List.of(new Surge(1000, 1020), new Surge(1200, 1212)),
                List.of(new Shift(2050, 0.5), new Shift(2500, 2)),
                List.of(new Stretch(1380, 1395), new Stretch(1384, 1390)));
        OpenRuns runs = runs(
                280, 300, // begins on the first day
                994, 999, // half an hour before a surge
                1236, 1240, // two hours after one
                1390, 1392, // explained by the counts around it
                2000, 2003, 2027, 2028, // two hours apart
                2060, 2060, // the level fell
                2212, 2215); // a day before it rises

        List<AlarmStretch> episodes = StreamJudge.episodes(truth, runs);

        assertThat(episodes)
                .containsExactly(
                        new AlarmStretch(994, 999, Verdict.CERTAIN),
                        new AlarmStretch(1236, 1240, Verdict.CERTAIN),
                        new AlarmStretch(1390, 1392, Verdict.EXPLAINED),
                        new AlarmStretch(2000, 2028, Verdict.UNEXPLAINED),
                        new AlarmStretch(2060, 2060, Verdict.UNEXPLAINED),
                        new AlarmStretch(2212, 2215, Verdict.EXPLAINED));
    }

    @Test
    void shouldNotExplainWhatIsJustBesideTheTruth() {
        StreamTruth truth = truth(
                List.of(new Surge(1000, 1020)),
                List.of(new Shift(2500, 2)),
                List.of(new Stretch(1380, 1395), new Stretch(1384, 1390)));
        OpenRuns runs = runs(
                993, 993, // 35 minutes before a surge
                1045, 1045, // more than two hours after it
                1392, 1392, // the latest stretch is over
                2211, 2211); // more than a day before the level rises

        List<AlarmStretch> episodes = StreamJudge.episodes(truth, runs);

        assertThat(episodes).hasSize(4).extracting(AlarmStretch::verdict).containsOnly(Verdict.UNEXPLAINED);
    }

    @Test
    void shouldCountObservedTimeAndWhatBecameOfSurges() {
        KeyedStream stream = stream(truth(
                List.of(
                        new Surge(100, 110), // on the first day
                        new Surge(1000, 1020),
                        new Surge(1200, 1212),
                        new Surge(1400, 1420),
                        new Surge(1700, 1710)),
                List.of(),
                List.of()));
        Arrays.fill(stream.counts(), 200, 400, KeyedStream.CLOSED);
        OpenRuns runs = runs(
                102, 103, 1005, 1010, // half an hour after the onset
                1197, 1202, // a quarter of an hour before it
                1388, 1410, // open before
                1710, 1715); // when it is over

        StreamTally tally = new StreamTally();
        StreamJudge.judge(stream, runs, tally);

        assertThat(tally.keyDays()).isCloseTo((BINS - 400) / 288.0, within(1e-9));
        assertThat(tally.surges().all()).isEqualTo(4);
        assertThat(tally.surges().found()).isEqualTo(2);
        assertThat(tally.surges().medianDelay()).isEqualTo((30 + 5) / 2.0);
        assertThat(tally.surges().shareWithin(20)).isEqualTo(.25);
        assertThat(tally.openBefore()).isEqualTo(1);
        assertThat(tally.certain()).isEqualTo(3);
        assertThat(tally.explained()).isZero();
        assertThat(tally.unexplained()).isEqualTo(1);
        assertThat(tally.openHours()).isCloseTo((6 + 6 + 23 + 6) / 12.0, within(1e-9));
    }

    @Test
    void shouldFindARampUntilHalfAnHourAfterIt() {
        KeyedStream stream = stream(new StreamTruth(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Ramp(50, new int[24]),
                        new Ramp(700, new int[24]),
                        new Ramp(1600, new int[24]),
                        new Ramp(1900, new int[24]))));
        OpenRuns runs = runs(52, 52, 699, 700, 1629, 1629, 1930, 1930);

        StreamTally tally = new StreamTally();
        StreamJudge.judgeRamps(stream, runs, tally);

        assertThat(tally.ramps().all()).isEqualTo(4);
        assertThat(tally.ramps().found()).isEqualTo(2);
        assertThat(tally.ramps().medianDelay()).isEqualTo((15 + 150) / 2.0);
    }

    @Test
    void shouldAddUpTallies() {
        KeyedStream stream = stream(truth(List.of(new Surge(1000, 1020)), List.of(), List.of()));
        StreamTally one = new StreamTally();
        StreamJudge.judge(stream, runs(1000, 1001), one);
        StreamTally other = new StreamTally();
        StreamJudge.judge(stream, runs(500, 501, 1003, 1004), other);

        StreamTally both = new StreamTally().add(one).add(other);

        assertThat(both.keyDays()).isEqualTo(18);
        assertThat(both.unexplainedPerDay()).isCloseTo(1 / 18.0, within(1e-9));
        assertThat(both.notCertainPerDay()).isCloseTo(1 / 18.0, within(1e-9));
        assertThat(both.surges().share()).isEqualTo(1);
        assertThat(both.surges().medianDelay()).isEqualTo((5 + 20) / 2.0);
    }

    @Test
    void shouldSplitTimeAndEpisodesAlike() {
        // bin 0 is a Saturday's midnight
        KeyedStream stream =
                new KeyedStream("a", 1_767_398_400_000L, new int[BINS], truth(List.of(), List.of(), List.of()));
        OpenRuns runs = runs(300, 300, 3 * 288 + 100, 3 * 288 + 100);

        StreamTally weekend = new StreamTally();
        Stratum.WEEKEND.count(stream, runs, weekend);
        StreamTally night = new StreamTally();
        Stratum.NIGHT.count(stream, runs, night);
        StreamTally young = new StreamTally();
        Stratum.DAYS_2_3.count(stream, runs, young);

        assertThat(weekend.keyDays()).isEqualTo(3);
        assertThat(weekend.unexplained()).isEqualTo(1);
        assertThat(night.keyDays()).isEqualTo(9 / 4.0);
        assertThat(night.unexplained()).isEqualTo(1);
        assertThat(young.keyDays()).isEqualTo(2);
        assertThat(young.unexplained()).isEqualTo(1);
    }

    private static StreamTruth truth(List<Surge> surges, List<Shift> shifts, List<Stretch> explained) {
        return new StreamTruth(surges, shifts, explained, List.of());
    }

    private static KeyedStream stream(StreamTruth truth) {
        return new KeyedStream("a", 0, new int[BINS], truth);
    }

    private static OpenRuns runs(int... firstAndLast) {
        OpenRuns runs = new OpenRuns(1);
        for (int i = 0; i < firstAndLast.length; i += 2) {
            runs.add(firstAndLast[i], firstAndLast[i + 1]);
        }
        return runs;
    }
}
