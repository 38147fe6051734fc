package io.tidewatch.job.detect;

import io.tidewatch.feedback.AnnotatedFeedback;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Goes slowly from one instant of event time until a checkpoint has been completed there, goes on to another instant
 * and dies.
 */
public final class DieOnce extends RichMapFunction<AnnotatedFeedback, AnnotatedFeedback>
        implements CheckpointListener, CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    public static final AtomicInteger DEATHS = new AtomicInteger();
    public static final AtomicInteger RESTORES = new AtomicInteger();

    private final long slowFrom;
    private final long dieAt;
    private transient ListState<Long> newest;
    private transient CountDownLatch never;
    private long time;
    private long snapshotted;
    private boolean kept;

    public DieOnce(long slowFrom, long dieAt) {
        this.slowFrom = slowFrom;
        this.dieAt = dieAt;
    }

    public static void reset() {
        DEATHS.set(0);
        RESTORES.set(0);
    }

    /** Two tasks with frequent checkpoints, started once more when one dies. */
    public static StreamExecutionEnvironment environment() {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.MAX_PARALLELISM, 720);
        c.set(RestOptions.BIND_PORT, "0");
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        return StreamExecutionEnvironment.createLocalEnvironment(2, c);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        never = new CountDownLatch(1);
        newest = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("newest", Types.LONG));
        for (long t : newest.get()) {
            if (t >= slowFrom) {
                RESTORES.incrementAndGet();
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        newest.update(List.of(time));
        snapshotted = time;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        kept |= snapshotted >= slowFrom;
    }

    @Override
    public AnnotatedFeedback map(AnnotatedFeedback m) throws Exception {
        time = Math.max(time, m.feedback().eventTime());
        if (DEATHS.get() == 0) {
            if (time >= slowFrom && !kept) {
                // time must pass: a checkpoint has to be taken between two messages, and this is a part of its interval
                never.await(5, TimeUnit.MILLISECONDS);
            }
            if (time >= dieAt) {
                DEATHS.incrementAndGet();
                throw new IllegalStateException("a task dies, as the test wants");
            }
        }
        return m;
    }
}
