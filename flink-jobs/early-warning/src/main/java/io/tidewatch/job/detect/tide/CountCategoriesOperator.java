package io.tidewatch.job.detect.tide;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.time.HoldingOperator;
import io.tidewatch.series.Tide;
import io.tidewatch.surge.filter.Baseline;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts customers' messages per category that they complain of, and those that complain of nothing, before they are sent to where the
 * tide is watched.
 */
public final class CountCategoriesOperator extends HoldingOperator<CountedMessage, CategoryActivity> {
    private static final long serialVersionUID = 1L;

    private record Held(String category, long slot, long bin) {}

    private transient Map<Held, Long> held;

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<CountedMessage> element) {
        CountedMessage counted = element.getValue();
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        if (!counted.original() || !f.author().isCustomer() || m.noise() != null) {
            return;
        }
        long time = f.eventTime();
        long came = cameAt(element, time);
        Set<String> categories = new HashSet<>();
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o) && categories.add(o.category())) {
                hold(o.category(), time, came);
            }
        }
        if (categories.isEmpty()) {
            hold(m.sentiment().label() == Label.POSITIVE ? Tide.PRAISE : Tide.NEITHER, time, came);
        }
    }

    private void hold(String category, long time, long came) {
        held.merge(new Held(category, Tide.slotOf(came), Math.floorDiv(time, Baseline.BIN_MS)), 1L, Long::sum);
    }

    @Override
    protected void flush() {
        held.forEach((k, n) ->
                output.collect(new StreamRecord<>(new CategoryActivity(k.category, k.slot, k.bin, n), k.slot)));
        held.clear();
    }
}
