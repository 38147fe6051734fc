package io.tidewatch.job.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that dies in the middle changes nothing of what is told. */
class DetectRecoveryTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long ONSET = Feed.START + Feed.DAY + 14 * Feed.HOUR;
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: Swell
                kind: surge
                where: 'complaint'
                by: [issue, region]
                window: 10m
                severities:
                  warning: {sensitivity: normal, ratio: '>= 2', originals: '>= 30', authors: '>= 15'}
                  critical: {ratio: '>= 4', originals: '>= 100'}
                for: 1m
                recover: {ratio: '< 1.3', hold: 10m}
              - alert: Any
                kind: match
                where: 'complaint && issue == "payment.failure"'
                by: [issue, region]
                severities: {warning: {}}
                keep_firing_for: 1h
            """;

    @TempDir
    Path dir;

    @Test
    void shouldTellTheSameEpisodesWhenATaskDiesInTheMiddleOfASwell() throws Exception {
        Feed feed = new Feed(1);
        for (String region : List.of("浙江", "广东")) {
            feed.complaints(DELAY, region, Feed.START, Feed.START + 2 * Feed.DAY, 300);
            feed.complaints("payment.failure", region, Feed.START, Feed.START + 2 * Feed.DAY, 30);
        }
        feed.swell(DELAY, "浙江", ONSET, 30 * Feed.MINUTE, 30 * Feed.MINUTE, 30);
        Path file = feed.sorted().shuffledWithin(90_000, 5).write(dir.resolve("feed.jsonl"));
        RuleUpdate rules = new RuleUpdate(1, Map.of("test.yaml", RULES), Map.of());
        DieOnce.deaths.set(0);
        DieOnce.restores.set(0);

        String calm = print(Backtest.run(file, rules, null, 2));
        String restored = print(runAndDie(file, rules));

        assertThat(DieOnce.deaths).hasValue(1);
        assertThat(DieOnce.restores)
                .describedAs("restored from a checkpoint with messages in it")
                .hasValue(1);
        assertThat(calm).contains("\"rule\":\"Swell\"").contains("\"rule\":\"Any\"");
        assertThat(restored).isEqualTo(calm);
    }

    private static List<Alert> runAndDie(Path file, RuleUpdate rules) throws Exception {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.MAX_PARALLELISM, 720);
        c.set(RestOptions.BIND_PORT, "0");
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, c)) {
            return Backtest.run(
                    Backtest.read(env, file, null)
                            .map(new DieOnce(ONSET + 20 * Feed.MINUTE, ONSET + 40 * Feed.MINUTE))
                            .returns(AnnotatedFeedback.class)
                            .uid("die-once")
                            .setParallelism(1),
                    Backtest.settings(file, rules));
        }
    }

    private static String print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).collect(Collectors.joining("\n"));
    }

    /**
     * Goes slowly from one instant of event time until a checkpoint has been completed there, goes on to another instant
     * and dies.
     */
    private static final class DieOnce extends RichMapFunction<AnnotatedFeedback, AnnotatedFeedback>
            implements CheckpointListener, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private static final AtomicInteger deaths = new AtomicInteger();
        private static final AtomicInteger restores = new AtomicInteger();

        private final long slowFrom;
        private final long dieAt;
        private transient ListState<Long> newest;
        private transient CountDownLatch never;
        private long time;
        private long snapshotted;
        private boolean kept;

        DieOnce(long slowFrom, long dieAt) {
            this.slowFrom = slowFrom;
            this.dieAt = dieAt;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            never = new CountDownLatch(1);
            newest = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("newest", Types.LONG));
            for (long t : newest.get()) {
                if (t >= slowFrom) {
                    restores.incrementAndGet();
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
            if (deaths.get() == 0) {
                if (time >= slowFrom && !kept) {
                    never.await(5, TimeUnit.MILLISECONDS);
                }
                if (time >= dieAt) {
                    deaths.incrementAndGet();
                    throw new IllegalStateException("a task dies, as the test wants");
                }
            }
            return m;
        }
    }
}
