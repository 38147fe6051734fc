package io.tidewatch.local.evaluate.judge;

import io.tidewatch.local.company.ComplaintBins;
import io.tidewatch.local.company.Crisis;
import io.tidewatch.local.company.CrisisScope;
import io.tidewatch.replay.evaluate.Rival;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The scores of a detector on every issue of a company, nationwide and by region. An alarm begins when the score reaches a
 * threshold and ends when it falls below it; alarms of one issue that begin within two hours are one.
 */
final class RivalAlarms {
    private static final long BIN_MS = 300_000;
    private static final int HOUR = 12;
    private static final int ONE_ALARM = 2 * HOUR;
    private static final int LEAST = 4;

    private record Series(String region, float[] scores) {}

    private final ComplaintBins bins;
    private final Map<String, List<Series>> issues = new TreeMap<>();

    private RivalAlarms(ComplaintBins bins, boolean regions, Function<int[], float[]> scores) {
        this.bins = bins;
        bins.counts().forEach((issue, byRegion) -> {
            List<Series> of = new ArrayList<>();
            byRegion.forEach((region, counts) -> {
                if ((regions || region.equals(ComplaintBins.EVERYWHERE))
                        && Arrays.stream(counts).sum() >= LEAST) {
                    of.add(new Series(region, scores.apply(counts)));
                }
            });
            issues.put(issue, of);
        });
    }

    /** Scores of a published rule. */
    static RivalAlarms of(Rival rival, ComplaintBins bins) {
        return new RivalAlarms(bins, true, rival::scores);
    }

    /** Complaints in the last hour; with one threshold for all series the regions say nothing that the country does not. */
    static RivalAlarms ofCounts(ComplaintBins bins) {
        return new RivalAlarms(bins, false, counts -> {
            float[] hours = new float[counts.length];
            int sum = 0;
            for (int b = 0; b < counts.length; b++) {
                sum += counts[b] - (b >= HOUR ? counts[b - HOUR] : 0);
                hours[b] = sum;
            }
            return hours;
        });
    }

    /**
     * The lowest threshold of some at which there is at most one false alarm a week.
     *
     * @param candidates rising
     */
    double inHindsight(double[] candidates, Quiet quiet) {
        boolean[] mask = mask(quiet);
        double most = quiet.weeks();
        int low = 0;
        int high = candidates.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (falseAlarms(candidates[middle], mask) <= most) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return candidates[low];
    }

    int falseAlarms(double threshold, Quiet quiet) {
        return falseAlarms(threshold, mask(quiet));
    }

    private boolean[] mask(Quiet quiet) {
        boolean[] mask = new boolean[bins.bins()];
        for (int b = 0; b < mask.length; b++) {
            mask[b] = quiet.contains(bins.start() + (b + 1) * BIN_MS - 1);
        }
        return mask;
    }

    private int falseAlarms(double threshold, boolean[] quiet) {
        int alarms = 0;
        for (List<Series> ofIssue : issues.values()) {
            boolean[] begins = new boolean[quiet.length];
            for (Series s : ofIssue) {
                for (int b = 1; b < quiet.length; b++) {
                    begins[b] |= quiet[b] && s.scores()[b] >= threshold && s.scores()[b - 1] < threshold;
                }
            }
            int last = -ONE_ALARM;
            for (int b = 0; b < begins.length; b++) {
                if (begins[b]) {
                    alarms += b - last >= ONE_ALARM ? 1 : 0;
                    last = b - last >= ONE_ALARM ? b : last;
                }
            }
        }
        return alarms;
    }

    /** End of the first bin in which an alarm of a crisis's issue begins in its time, epoch milliseconds. */
    OptionalLong told(double threshold, Crisis crisis) {
        int from = Math.max(1, (int) ((crisis.onset() - bins.start()) / BIN_MS));
        int to = Math.min(bins.bins() - 1, (int) ((crisis.end() - bins.start()) / BIN_MS));
        for (int b = from; b <= to; b++) {
            for (Series s : issues.getOrDefault(crisis.issue(), List.of())) {
                boolean covers = s.region().equals(ComplaintBins.EVERYWHERE)
                        || crisis.scope() != CrisisScope.REGION
                        || s.region().equals(crisis.value());
                if (covers && s.scores()[b] >= threshold && s.scores()[b - 1] < threshold) {
                    return OptionalLong.of(bins.start() + (b + 1) * BIN_MS);
                }
            }
        }
        return OptionalLong.empty();
    }
}
