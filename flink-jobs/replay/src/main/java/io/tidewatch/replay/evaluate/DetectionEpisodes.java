package io.tidewatch.replay.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a detector finds and what it raises for nothing at a threshold. An alert is the bin in which it opens. A surge is
 * found when an alert of its key falls between its onset and the end of its top; the delay runs from the onset to the
 * beginning of that bin. Alerts of one key within two hours are one episode, which is false when none of them lies within
 * a surge or two hours after it.
 */
final class DetectionEpisodes {
    private static final int QUIET_BINS = 24;
    private static final int GRACE_BINS = 24;
    private static final int CALM_BINS = 6;

    /**
     * Surges of one group.
     *
     * @param surges how many there were
     * @param found how many were found
     * @param medianDelay minutes, of those found; NaN when none was
     */
    record Group(int surges, int found, double medianDelay) {
        double recall() {
            return surges == 0 ? Double.NaN : (double) found / surges;
        }
    }

    /**
     * @param falseEpisodes per key and day
     * @param groups by name: {@code x3} for a factor, {@code x3 v1} for a factor and a volume
     */
    record Result(double falseEpisodes, Map<String, Group> groups) {
        Group group(String name) {
            return groups.getOrDefault(name, new Group(0, 0, Double.NaN));
        }
    }

    private DetectionEpisodes() {}

    /**
     * Bins in which an alert opens: at the threshold, from below; it closes when the score was below {@code calm} for
     * half an hour.
     */
    static int[] openings(float[] scores, double threshold, double calm) {
        int[] out = new int[16];
        int n = 0;
        boolean open = false;
        boolean waits = false;
        int calmBins = 0;
        for (int t = 0; t < scores.length; t++) {
            float s = scores[t];
            if (!open) {
                waits &= s >= threshold;
                if (s >= threshold && !waits) {
                    open = true;
                    calmBins = 0;
                    if (n == out.length) {
                        out = Arrays.copyOf(out, 2 * n);
                    }
                    out[n++] = t;
                }
            } else {
                calmBins = s < calm ? calmBins + 1 : 0;
                if (calmBins >= CALM_BINS) {
                    open = false;
                    waits = s >= threshold;
                }
            }
        }
        return Arrays.copyOf(out, n);
    }

    /** @param from first bin that counts; alerts and surges before it are ignored */
    static Result of(List<CountStream> streams, float[][] scores, int from, int to, double threshold, boolean rival) {
        int wrong = 0;
        double days = 0;
        Map<String, List<Integer>> delays = new TreeMap<>();
        double calm = rival ? threshold : 0;
        for (int k = 0; k < streams.size(); k++) {
            List<PlantedSurge> surges = streams.get(k).surges();
            int end = Math.min(to, scores[k].length);
            days += (end - from) / (double) StreamGenerator.DAY;
            int[] alerts = Arrays.stream(openings(scores[k], threshold, calm))
                    .filter(t -> t >= from && t < end)
                    .toArray();
            wrong += wrong(alerts, surges);
            for (PlantedSurge s : surges) {
                if (s.onset() >= from && s.end() < end) {
                    int delay = Arrays.stream(alerts)
                            .filter(t -> t >= s.onset() && t <= s.end())
                            .map(t -> t - s.onset())
                            .findFirst()
                            .orElse(-1);
                    String factor = "x" + plain(s.factor());
                    delays.computeIfAbsent(factor, n -> new ArrayList<>()).add(delay);
                    delays.computeIfAbsent(factor + " v" + plain(s.volume()), n -> new ArrayList<>())
                            .add(delay);
                }
            }
        }
        Map<String, Group> groups = new TreeMap<>();
        delays.forEach((name, d) -> groups.put(name, group(d)));
        return new Result(wrong / days, groups);
    }

    /** The least threshold with at most so many false episodes per key and day. */
    static double threshold(
            List<CountStream> streams, float[][] scores, int from, int to, double falseEpisodes, boolean rival) {
        double low = -30;
        double high = rival ? 2_000 : 60;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (of(streams, scores, from, to, middle, rival).falseEpisodes() > falseEpisodes) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static int wrong(int[] alerts, List<PlantedSurge> surges) {
        int wrong = 0;
        for (int i = 0; i < alerts.length; ) {
            boolean right = false;
            int last = alerts[i];
            for (; i < alerts.length && alerts[i] - last <= QUIET_BINS; i++) {
                last = alerts[i];
                for (PlantedSurge s : surges) {
                    right |= last >= s.onset() && last <= s.end() + GRACE_BINS;
                }
            }
            wrong += right ? 0 : 1;
        }
        return wrong;
    }

    private static Group group(List<Integer> delays) {
        int[] found = delays.stream()
                .filter(d -> d >= 0)
                .mapToInt(d -> d * 5)
                .sorted()
                .toArray();
        return new Group(delays.size(), found.length, found.length == 0 ? Double.NaN : found[found.length / 2]);
    }

    static String plain(double x) {
        return x == Math.rint(x) ? Long.toString(Math.round(x)) : Double.toString(x);
    }
}
