package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.shared.IdCounts;
import io.tidewatch.feedback.shared.RecentIds;
import io.tidewatch.feedback.shared.SharedIds;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts the ids of each source's messages by the slot in which they came, before they are sent to where ids are looked at:
 * one record a slot in place of one a message. A slot goes on with the watermark that passes it, and all of them before each
 * checkpoint, so there is no state. A repeated message is not counted when it is read among some ten thousand; all repeats are known
 * only where messages are keyed by their ids, and what is found has to be known there already.
 */
public final class CountIdsOperator extends AbstractStreamOperator<IdActivity>
        implements OneInputStreamOperator<AnnotatedFeedback, IdActivity> {
    private static final long serialVersionUID = 1L;

    /** End of the slot → source → what came. */
    private transient TreeMap<Long, Map<String, IdCounts>> held;

    private transient RecentIds recent;
    private transient long watermark;

    @Override
    public void open() throws Exception {
        super.open();
        held = new TreeMap<>();
        recent = new RecentIds();
        watermark = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<AnnotatedFeedback> element) {
        AnnotatedFeedback m = element.getValue();
        if (!m.feedback().isCreate() || recent.isRepeat(m.feedback().id())) {
            return;
        }
        long time =
                element.hasTimestamp() ? element.getTimestamp() : m.feedback().eventTime();
        held.computeIfAbsent(SharedIds.slotOf(Math.max(time, watermark + 1)), k -> new HashMap<>())
                .computeIfAbsent(m.feedback().source(), k -> new IdCounts())
                .add(m.feedback());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush(mark.getTimestamp());
        watermark = mark.getTimestamp() == Long.MAX_VALUE ? watermark : mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        flush(Long.MAX_VALUE);
    }

    @Override
    public void finish() {
        flush(Long.MAX_VALUE);
    }

    private void flush(long until) {
        while (!held.isEmpty() && held.firstKey() <= until) {
            Map.Entry<Long, Map<String, IdCounts>> slot = held.pollFirstEntry();
            slot.getValue()
                    .forEach((source, counts) -> output.collect(
                            new StreamRecord<>(new IdActivity(source, slot.getKey(), counts.bytes()), slot.getKey())));
        }
    }
}
