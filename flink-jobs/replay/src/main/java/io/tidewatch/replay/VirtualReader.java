package io.tidewatch.replay;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.series.SeriesEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Says the messages of a {@link VirtualRun}, each at the instant at which it comes: the watermark stands just before it,
 * so that what is of before that is late by exactly so much. Before the first of them, beside them: the series that are watched
 * from the beginning. In: indices. Parallelism 1.
 */
final class VirtualReader extends AbstractStreamOperator<AnnotatedFeedback>
        implements OneInputStreamOperator<Long, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;

    /** What is watched; event time goes on there as it does beside. */
    static final OutputTag<SeriesEvent> WATCHED = new OutputTag<>("watched", TypeInformation.of(SeriesEvent.class));

    private final long number;
    private final long until;
    private final ArrayList<KnownRates.Watched> watched;
    private boolean begun;
    private long marked = Long.MIN_VALUE;

    /**
     * @param until event time reaches it before the input ends, epoch milliseconds
     * @param watched series that are watched although no message has come yet
     */
    VirtualReader(long number, long until, List<KnownRates.Watched> watched) {
        this.number = number;
        this.until = until;
        this.watched = new ArrayList<>(watched);
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
        if (!begun) {
            begun = true;
            watched.forEach(w -> output.collect(WATCHED, new StreamRecord<>(w.event())));
        }
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
