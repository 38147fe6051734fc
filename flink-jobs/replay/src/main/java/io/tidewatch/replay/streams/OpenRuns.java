package io.tidewatch.replay.streams;

import java.util.Arrays;

/** Stretches of bins in which an alert is open, in time order; those that are near each other are one. */
final class OpenRuns {
    private final int gap;
    private int[] firsts = new int[4];
    private int[] lasts = new int[4];
    private int size;

    /** @param gap most bins from the last of a stretch to the next that still belongs to it, 1 or more */
    OpenRuns(int gap) {
        this.gap = gap;
    }

    /** Stretches of scores at the threshold and above; half an hour below it ends one. */
    static OpenRuns at(float[] scores, double threshold) {
        OpenRuns runs = new OpenRuns(6);
        for (int t = 0; t < scores.length; t++) {
            if (scores[t] >= threshold) {
                runs.add(t, t);
            }
        }
        return runs;
    }

    /** Adds bins that come after all that there are. */
    void add(int first, int last) {
        if (size > 0 && first - lasts[size - 1] <= gap) {
            lasts[size - 1] = last;
            return;
        }
        if (size == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * size);
            lasts = Arrays.copyOf(lasts, 2 * size);
        }
        firsts[size] = first;
        lasts[size++] = last;
    }

    /** The same bins, with stretches up to so many bins apart as one. */
    OpenRuns merged(int gap) {
        OpenRuns merged = new OpenRuns(gap);
        for (int i = 0; i < size; i++) {
            merged.add(firsts[i], lasts[i]);
        }
        return merged;
    }

    int size() {
        return size;
    }

    int first(int run) {
        return firsts[run];
    }

    int last(int run) {
        return lasts[run];
    }

    /** The first bin, from one on and before another, in which a stretch begins; −1 when none does. */
    int beginningIn(int from, int before) {
        for (int i = 0; i < size; i++) {
            if (firsts[i] >= from) {
                return firsts[i] < before ? firsts[i] : -1;
            }
        }
        return -1;
    }
}
