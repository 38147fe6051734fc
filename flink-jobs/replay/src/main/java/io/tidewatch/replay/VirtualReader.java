package io.tidewatch.replay;

import io.tidewatch.feedback.AnnotatedFeedback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says the messages of a {@link VirtualRun}, each at the instant at which it comes: the watermark stands just before it,
 * so that what is of before that is late by exactly so much. In: indices. Parallelism 1.
 */
final class VirtualReader extends AbstractStreamOperator<AnnotatedFeedback>
        implements OneInputStreamOperator<Long, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;

    private final long number;
    private final long until;
    private long marked = Long.MIN_VALUE;

    /** @param until event time reaches it before the input ends, epoch milliseconds */
    VirtualReader(long number, long until) {
        this.number = number;
        this.until = until;
    }

    @Override
    public void processElement(StreamRecord<Long> index) {
        VirtualRun run = VirtualRun.of(number);
        VirtualMessage m = run.message(index.getValue());
        if (run.dies(m.comesAt())) {
            throw new KilledTaskException();
        }
        mark(m.comesAt() - 1);
        output.collect(new StreamRecord<>(m.message(), m.comesAt()));
    }

    private void mark(long instant) {
        if (instant > marked) {
            marked = instant;
            output.emitWatermark(new Watermark(instant));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            mark(until);
            super.processWatermark(mark);
        }
    }

    /** The fault of a test. */
    static final class KilledTaskException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KilledTaskException() {
            super("killed, as the test says");
        }
    }
}
