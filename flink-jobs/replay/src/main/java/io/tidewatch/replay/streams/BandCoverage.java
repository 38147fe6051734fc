package io.tidewatch.replay.streams;

import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often recorded counts are in the band that the surge detector says before it sees them, of bins and of full hours, from the
 * second day on. Windows that were not observed as a whole or overlap a surge that the judge is certain of are left out.
 */
final class BandCoverage {
    private static final int HOUR = 12;
    private static final int[] WINDOWS = {1, HOUR};
    private static final List<Stratum> PARTS =
            List.of(Stratum.NIGHT, Stratum.DAYTIME, Stratum.BELOW_3, Stratum.FROM_3, Stratum.FROM_30, Stratum.FROM_300);

    /** By window, then all of its time and its parts in order. */
    private final BandTally[][] tallies = new BandTally[WINDOWS.length][PARTS.size() + 1];

    /**
     * One line.
     *
     * @param windowMinutes length of the windows
     * @param part which of them; null: all
     */
    record Row(int windowMinutes, @Nullable Stratum part, BandTally tally) {}

    private BandCoverage() {
        for (BandTally[] t : tallies) {
            Arrays.setAll(t, i -> new BandTally());
        }
    }

    static BandCoverage of(List<StreamSource> sources) {
        BandCoverage all = new BandCoverage();
        sources.stream().flatMap(s -> s.streams().stream()).toList().parallelStream()
                .map(BandCoverage::of)
                .toList()
                .forEach(all::add);
        return all;
    }

    /** Of one series. */
    static BandCoverage of(KeyedStream stream) {
        BandCoverage coverage = new BandCoverage();
        boolean[] counted = countable(stream);
        double perDay = stream.perDay();
        long first = Math.floorDiv(stream.first(), (long) KeyedStream.BIN_MS);
        BurstFilter filter = new BurstFilter(BurstSettings.SURGE, first, 0);
        for (int t = 0; t < counted.length; t++) {
            for (int w = 0; w < WINDOWS.length; w++) {
                if (Math.floorMod(first + t, WINDOWS[w]) == 0 && isCountable(counted, t, WINDOWS[w])) {
                    coverage.count(w, stream, perDay, t, filter);
                }
            }
            if (stream.isObserved(t)) {
                filter.close(stream.counts()[t]);
            } else {
                filter.skip(1);
            }
        }
        return coverage;
    }

    private void count(int w, KeyedStream stream, double perDay, int bin, BurstFilter filter) {
        long from = filter.nextBin() * KeyedStream.BIN_MS;
        long to = from + (long) WINDOWS[w] * KeyedStream.BIN_MS;
        long count = 0;
        for (int t = bin; t < bin + WINDOWS[w]; t++) {
            count += stream.counts()[t];
        }
        double mean = filter.baseline().expected(from, to);
        double dispersion = filter.baseline().dispersion(from, to);
        tallies[w][0].count(count, mean, dispersion);
        for (int p = 0; p < PARTS.size(); p++) {
            if (PARTS.get(p).holds(stream, perDay, bin)) {
                tallies[w][p + 1].count(count, mean, dispersion);
            }
        }
    }

    private static boolean[] countable(KeyedStream stream) {
        boolean[] counted = new boolean[stream.counts().length];
        for (int t = StreamJudge.START; t < counted.length; t++) {
            counted[t] = stream.isObserved(t);
        }
        for (StreamTruth.Surge s : stream.truth().surges()) {
            int end = Math.min(s.end(), counted.length);
            Arrays.fill(counted, Math.min(s.onset(), end), end, false);
        }
        return counted;
    }

    private static boolean isCountable(boolean[] counted, int bin, int bins) {
        for (int t = bin; t < bin + bins; t++) {
            if (t >= counted.length || !counted[t]) {
                return false;
            }
        }
        return true;
    }

    private void add(BandCoverage other) {
        for (int w = 0; w < tallies.length; w++) {
            for (int p = 0; p < tallies[w].length; p++) {
                tallies[w][p].add(other.tallies[w][p]);
            }
        }
    }

    /** Every window with all of its time first. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int w = 0; w < tallies.length; w++) {
            for (int p = 0; p < tallies[w].length; p++) {
                rows.add(new Row(5 * WINDOWS[w], p == 0 ? null : PARTS.get(p - 1), tallies[w][p]));
            }
        }
        return rows;
    }

    /** What was counted of a window of so many minutes and a part of its time; null: all of it. */
    BandTally tally(int windowMinutes, @Nullable Stratum part) {
        return rows().stream()
                .filter(r -> r.windowMinutes() == windowMinutes && Objects.equals(r.part(), part))
                .findFirst()
                .orElseThrow()
                .tally();
    }
}
