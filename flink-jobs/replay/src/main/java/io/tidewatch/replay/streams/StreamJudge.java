package io.tidewatch.replay.streams;

import io.tidewatch.replay.streams.AlarmStretch.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the alerts of a detector against what the offline judge says of a series, from its second day on.
 *
 * <ul>
 *   <li>An episode is certain when it opens from half an hour before the onset of a certain surge to two hours after its
 *       end; explained when it opens within an explained stretch, or from a day before to four days after a rise of the
 *       level; else unexplained.
 *   <li>A certain surge is found when an alert opens within it or up to a quarter of an hour before; else it may have been open
 *       before. A ramp is found when one opens within it or up to half an hour after.
 * </ul>
 */
final class StreamJudge {
    /** First bin that is judged. */
    static final int START = KeyedStream.DAY;

    private static final int EPISODE_GAP = 24;
    private static final int BEFORE_SURGE = 6;
    private static final int AFTER_SURGE = 24;
    private static final int EARLY = 3;
    private static final int AFTER_RAMP = 6;
    private static final int BIN_MINUTES = 5;

    private StreamJudge() {}

    /** The episodes that open on the second day or later. */
    static List<AlarmStretch> episodes(StreamTruth truth, OpenRuns runs) {
        OpenRuns merged = runs.merged(EPISODE_GAP);
        List<AlarmStretch> episodes = new ArrayList<>();
        for (int i = 0; i < merged.size(); i++) {
            int first = merged.first(i);
            if (first >= START) {
                episodes.add(new AlarmStretch(first, merged.last(i), verdict(truth, first)));
            }
        }
        return episodes;
    }

    /** Counts observed time, episodes and certain surges of a series. */
    static void judge(KeyedStream stream, OpenRuns runs, StreamTally tally) {
        tally.countBins(observed(stream));
        episodes(stream.truth(), runs).forEach(tally::count);
        OpenRuns merged = runs.merged(EPISODE_GAP);
        for (StreamTruth.Surge s : stream.truth().surges()) {
            if (s.onset() >= START) {
                int told = runs.beginningIn(s.onset() - EARLY, s.end());
                tally.surges().count(told < 0 ? -1 : minutes(s.onset(), Math.max(told, s.onset())));
                if (told < 0 && isOpen(merged, s.onset())) {
                    tally.countOpenBefore();
                }
            }
        }
    }

    /** Counts which ramps were found in the counts that they were added to. */
    static void judgeRamps(KeyedStream stream, OpenRuns runs, StreamTally tally) {
        for (StreamTruth.Ramp r : stream.truth().ramps()) {
            int told = runs.beginningIn(r.bin(), r.bin() + r.added().length + AFTER_RAMP);
            tally.ramps().count(told < 0 ? -1 : minutes(r.bin(), told));
        }
    }

    private static int observed(KeyedStream stream) {
        int n = 0;
        for (int t = START; t < stream.counts().length; t++) {
            n += stream.isObserved(t) ? 1 : 0;
        }
        return n;
    }

    /** To the end of the bin that told. */
    private static int minutes(int onset, int told) {
        return (told + 1 - onset) * BIN_MINUTES;
    }

    private static boolean isOpen(OpenRuns episodes, int onset) {
        for (int i = 0; i < episodes.size(); i++) {
            if (episodes.first(i) < onset && onset <= episodes.last(i)) {
                return true;
            }
        }
        return false;
    }

    private static Verdict verdict(StreamTruth truth, int first) {
        for (StreamTruth.Surge s : truth.surges()) {
            if (first >= s.onset() - BEFORE_SURGE && first <= s.end() + AFTER_SURGE) {
                return Verdict.CERTAIN;
            }
        }
        for (StreamTruth.Shift s : truth.shifts()) {
            if (s.ratio() > 1 && first >= s.bin() - KeyedStream.DAY && first <= s.bin() + 4 * KeyedStream.DAY) {
                return Verdict.EXPLAINED;
            }
        }
        StreamTruth.Stretch latest = null;
        for (StreamTruth.Stretch s : truth.explained()) {
            if (s.first() > first) {
                break;
            }
            latest = s;
        }
        return latest != null && first <= latest.last() ? Verdict.EXPLAINED : Verdict.UNEXPLAINED;
    }
}
