package io.tidewatch.job.detect.time;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums up what comes before it is sent on: what is held goes on with each watermark and before each checkpoint, so there is
 * no state.
 */
public abstract class HoldingOperator<I, O> extends AbstractStreamOperator<O> implements OneInputStreamOperator<I, O> {
    private static final long serialVersionUID = 1L;

    private transient long watermark;

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Long.MIN_VALUE;
    }

    /** Sends on all that is held, and holds nothing any more. */
    protected abstract void flush();

    /**
     * When an element came: after the watermark, whatever it says.
     *
     * @param time of an element without a timestamp, epoch milliseconds
     */
    protected final long cameAt(StreamRecord<I> element, long time) {
        return Math.max(element.hasTimestamp() ? element.getTimestamp() : time, watermark + 1);
    }

    @Override
    public final void processWatermark(Watermark mark) throws Exception {
        flush();
        watermark = mark.getTimestamp() == Long.MAX_VALUE ? watermark : mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public final void prepareSnapshotPreBarrier(long checkpoint) {
        flush();
    }

    @Override
    public final void finish() {
        flush();
    }
}
