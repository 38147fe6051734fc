package io.tidewatch.local.company;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Opinion;
import java.util.Map;
import java.util.TreeMap;

/** Original complaints by issue, by region and nationwide, in bins of five minutes. */
public final class ComplaintBins {
    /** The key of all regions together. */
    public static final String EVERYWHERE = "";

    private final long start;
    private final int bins;
    private final Map<String, Map<String, int[]>> counts = new TreeMap<>();

    /** @param start of the first bin, epoch milliseconds */
    public ComplaintBins(long start, int bins) {
        this.start = start;
        this.bins = bins;
    }

    void add(AnnotatedFeedback m) {
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o)) {
                add(o.issue(), m.feedback().customer().region(), m.feedback().eventTime(), 1);
            }
        }
    }

    /** @param at epoch milliseconds, within the bins */
    public void add(String issue, String region, long at, int complaints) {
        int bin = (int) ((at - start) / CompanySettings.BIN_MS);
        Map<String, int[]> ofIssue = counts.computeIfAbsent(issue, i -> new TreeMap<>());
        ofIssue.computeIfAbsent(EVERYWHERE, r -> new int[bins])[bin] += complaints;
        ofIssue.computeIfAbsent(region, r -> new int[bins])[bin] += complaints;
    }

    /** Issue → region, or {@link #EVERYWHERE} → complaints in each bin. */
    public Map<String, Map<String, int[]>> counts() {
        return counts;
    }

    /** Start of the first bin, epoch milliseconds. */
    public long start() {
        return start;
    }

    public int bins() {
        return bins;
    }
}
