package io.tidewatch.job.detect.time;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.series.SourceWatch;
import io.tidewatch.surge.filter.Baseline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts messages and heartbeats per source before they are sent to where sources are watched: a source may say
 * thousands of things in a second. What is held goes on with each watermark and before each checkpoint, so there is no
 * state.
 */
public final class CountSourceActivityOperator extends AbstractStreamOperator<SourceActivity>
        implements OneInputStreamOperator<AnnotatedFeedback, SourceActivity> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_HELD = 10_000;

    private record Held(String source, long slot, long bin, boolean heartbeat) {}

    private static final class Sum {
        long count;
        long newest = Long.MIN_VALUE;
    }

    private transient Map<Held, Sum> held;
    private transient long watermark;

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
        watermark = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<AnnotatedFeedback> element) {
        Feedback f = element.getValue().feedback();
        boolean heartbeat = f.isHeartbeat();
        if (!heartbeat && !f.isCreate()) {
            return;
        }
        long time = f.eventTime();
        long came = Math.max(element.hasTimestamp() ? element.getTimestamp() : time, watermark + 1);
        long bin = heartbeat ? 0 : Math.floorDiv(time, Baseline.BIN_MS);
        Sum sum = held.computeIfAbsent(new Held(f.source(), SourceWatch.slotOf(came), bin, heartbeat), k -> new Sum());
        sum.count += heartbeat ? 0 : 1;
        if (heartbeat || came - time <= SourceWatch.FRESH_MS) {
            sum.newest = Math.max(sum.newest, time);
        }
        if (held.size() > MAX_HELD) {
            flush();
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
        held.forEach((k, sum) -> output.collect(
                new StreamRecord<>(new SourceActivity(k.source, k.slot, k.bin, sum.count, sum.newest), k.slot)));
        held.clear();
    }
}
