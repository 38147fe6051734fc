package io.tidewatch.job.notify;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets at most one beat a second pass, the newest event time so far. Nothing is kept over a restart. */
public final class ThinBeatsFunction extends ProcessFunction<Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final long EVERY_MS = 1_000;

    private transient long newest;
    private transient long passedAt;

    @Override
    public void processElement(Long eventTime, Context ctx, Collector<Long> out) {
        newest = Math.max(newest, eventTime);
        long now = ctx.timerService().currentProcessingTime();
        if (now - passedAt >= EVERY_MS) {
            passedAt = now;
            out.collect(newest);
        }
    }
}
