package io.tidewatch.job.detect.tide;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.series.Tide;
import io.tidewatch.surge.filter.Baseline;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts complaints per category before they are sent to where the tide is watched. What is held goes on with each watermark and
 * before each checkpoint, so there is no state.
 */
public final class CountComplaintsOperator extends AbstractStreamOperator<ComplaintActivity>
        implements OneInputStreamOperator<CountedMessage, ComplaintActivity> {
    private static final long serialVersionUID = 1L;

    private record Held(String category, long slot, long bin) {}

    private transient Map<Held, Long> held;
    private transient long watermark;

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
        watermark = Long.MIN_VALUE;
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
        long came = Math.max(element.hasTimestamp() ? element.getTimestamp() : time, watermark + 1);
        Set<String> categories = new HashSet<>();
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o) && categories.add(o.category())) {
                held.merge(
                        new Held(o.category(), Tide.slotOf(came), Math.floorDiv(time, Baseline.BIN_MS)), 1L, Long::sum);
            }
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        watermark = mark.getTimestamp() == Long.MAX_VALUE ? watermark : mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        flush();
    }

    @Override
    public void finish() {
        flush();
    }

    private void flush() {
        held.forEach((k, n) ->
                output.collect(new StreamRecord<>(new ComplaintActivity(k.category, k.slot, k.bin, n), k.slot)));
        held.clear();
    }
}
