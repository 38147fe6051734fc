package io.tidewatch.job.detect.time;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.series.SourceWatch;
import io.tidewatch.surge.filter.Baseline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts messages and heartbeats per source before they are sent to where sources are watched: a source may say
 * thousands of things in a second.
 */
public final class CountSourceActivityOperator extends HoldingOperator<AnnotatedFeedback, SourceActivity> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_HELD = 10_000;

    private record Held(String source, long slot, long bin, boolean heartbeat) {}

    private static final class Sum {
        long count;
        long newest = Long.MIN_VALUE;
    }

    private transient Map<Held, Sum> held;

    @Override
    public void open() throws Exception {
        super.open();
        held = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<AnnotatedFeedback> element) {
        Feedback f = element.getValue().feedback();
        boolean heartbeat = f.isHeartbeat();
        if (!heartbeat && !f.isCreate()) {
            return;
        }
        long time = f.eventTime();
        long came = cameAt(element, time);
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
    protected void flush() {
        held.forEach((k, sum) -> output.collect(
                new StreamRecord<>(new SourceActivity(k.source, k.slot, k.bin, sum.count, sum.newest), k.slot)));
        held.clear();
    }
}
