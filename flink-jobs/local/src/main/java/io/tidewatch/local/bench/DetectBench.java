package io.tidewatch.local.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.DetectPipeline;
import io.tidewatch.job.detect.DetectStreams;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.replay.VirtualCluster;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Runs the production data path, {@link DetectPipeline}, and a pass-through on a cluster in this process, one task of each
 * operator. Processor time of the whole process is measured, so that other work on the machine matters less; what a job
 * costs to start is taken off by a shorter run.
 */
public final class DetectBench implements AutoCloseable {
    /** The exchanges of {@link DetectPipeline#define} and {@link DetectPipeline#count}: ids, copies, series, confirmation,
     * episodes, counts. */
    public static final int SHUFFLES = 6;

    private static final Duration OUT_OF_ORDERNESS = Duration.ofMillis(20);
    private static final double PER_SECOND = 2_000;
    /** Where state is measured the messages of a series are spread over half of a usual window. */
    private static final double STATE_SECONDS = 300;

    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(2);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(20).toNanos();
    private static final RuleUpdate NO_RULES = new RuleUpdate(0, Map.of(), Map.of());
    private static final Map<Long, Long> SENT_AT = new ConcurrentHashMap<>();
    private static final Map<Long, Long> MARKED = new ConcurrentHashMap<>();
    private static final AtomicLong RUNS = new AtomicLong();

    private final MiniCluster cluster;
    private final Path directory;
    private long endedAt;

    private DetectBench(MiniCluster cluster, Path directory) {
        this.cluster = cluster;
        this.directory = directory;
    }

    /** @param directory for checkpoints, empty */
    public static DetectBench start(Path directory) throws Exception {
        return new DetectBench(VirtualCluster.cluster(1), directory);
    }

    /** Messages per second of processor time through the detection. */
    public double detectPerSecond(BenchLoad load) throws Exception {
        return perSecond(load, (env, l) -> detect(env, messages(env, l, false).messages(), BenchRules.of(l)));
    }

    /**
     * Processor time that a message costs under some rules, from when a quarter of the messages was sent until the last one
     * is through: reading the rules and warming up are not in it.
     *
     * @param perSecond messages in a second of event time, above 0
     * @return nanoseconds
     */
    public double nanosPerMessage(BenchLoad load, RuleUpdate rules, double perSecond) throws Exception {
        long run = RUNS.get() + 1;
        try {
            run(load, (env, l) -> {
                DataStream<AnnotatedFeedback> marked = messages(env, l, false, perSecond)
                        .messages()
                        .map(new Mark(run, l.messages() / 4))
                        .returns(AnnotatedFeedback.class)
                        .name("mark")
                        .uid("mark");
                detect(env, marked, rules);
            });
            return (endedAt - Objects.requireNonNull(MARKED.get(run))) / (load.messages() - load.messages() / 4.0);
        } finally {
            MARKED.remove(run);
        }
    }

    /**
     * What an operator keeps in a checkpoint once all messages of a load have been read.
     *
     * @return bytes
     */
    public long stateBytes(BenchLoad load, RuleUpdate rules, String operator) throws Exception {
        Configuration c = configuration();
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_EVERY);
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(c);
        env.setParallelism(1);
        Sent sent = messages(env, load, true);
        detect(env, sent.messages(), rules);
        JobGraph job = env.getStreamGraph().getJobGraph();
        try {
            cluster.submitJob(job).get();
            return state(job.getJobID(), sent.run(), operator);
        } finally {
            cluster.cancelJob(job.getJobID()).get();
            SENT_AT.remove(sent.run());
        }
    }

    /**
     * Messages per second of processor time that are only sent on.
     *
     * @param shuffles exchanges by a key, above 0
     */
    public double passPerSecond(BenchLoad load, int shuffles) throws Exception {
        return perSecond(load, (env, l) -> pass(messages(env, l, false).messages(), shuffles));
    }

    /**
     * What the series operator keeps in a checkpoint once all messages of a load have been read.
     *
     * @return bytes per series
     */
    public double stateBytesPerSeries(BenchLoad load) throws Exception {
        return (double) stateBytes(load, BenchRules.of(load), "measure and score")
                / load.products()
                / load.seriesPerProduct();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }

    static void sent(long run) {
        SENT_AT.put(run, System.currentTimeMillis());
    }

    @FunctionalInterface
    private interface Topology {
        void define(StreamExecutionEnvironment env, BenchLoad load);
    }

    /** @param run to which the end is reported */
    private record Sent(DataStream<AnnotatedFeedback> messages, long run) {}

    private double perSecond(BenchLoad load, Topology topology) throws Exception {
        BenchLoad few = load.of(Math.max(1, load.messages() / 4));
        // as long as what is measured: compiled code is to be compared with compiled code
        run(load, topology);
        long less = run(few, topology);
        long more = run(load, topology);
        return (load.messages() - few.messages()) / (Math.max(1, more - less) / 1e9);
    }

    /** @return nanoseconds of processor time */
    private long run(BenchLoad load, Topology topology) throws Exception {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration());
        env.setParallelism(1);
        topology.define(env, load);
        JobGraph job = env.getStreamGraph().getJobGraph();
        System.gc();
        long before = processorTime();
        cluster.submitJob(job).get();
        JobResult result = cluster.requestJobResult(job.getJobID()).get();
        if (result.getSerializedThrowable().isPresent()) {
            throw new ExecutionException(
                    result.getSerializedThrowable().get().deserializeError(DetectBench.class.getClassLoader()));
        }
        long after = processorTime();
        endedAt = after;
        return after - before;
    }

    /** Notes the processor time of the process when some messages have been sent. */
    private static final class Mark implements MapFunction<AnnotatedFeedback, AnnotatedFeedback> {
        private static final long serialVersionUID = 1L;

        private final long run;
        private final int after;
        private int sent;

        Mark(long run, int after) {
            this.run = run;
            this.after = after;
        }

        @Override
        public AnnotatedFeedback map(AnnotatedFeedback m) {
            if (sent++ == after) {
                MARKED.put(run, processorTime());
            }
            return m;
        }
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static Configuration configuration() {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.MAX_PARALLELISM, 720);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        return c;
    }

    /** @param goesOn true when the source shall go on after the last message, without sending any */
    private static Sent messages(StreamExecutionEnvironment env, BenchLoad load, boolean goesOn) {
        return messages(env, load, goesOn, goesOn ? load.messages() / STATE_SECONDS : PER_SECOND);
    }

    private static Sent messages(StreamExecutionEnvironment env, BenchLoad load, boolean goesOn, double perSecond) {
        long run = RUNS.incrementAndGet();
        DataGeneratorSource<Long> numbers = !goesOn
                ? new DataGeneratorSource<>(i -> i, load.messages(), Types.LONG)
                : new DataGeneratorSource<>(
                        i -> i, Long.MAX_VALUE, RateLimiterStrategy.perCheckpoint(load.messages()), Types.LONG);
        return new Sent(
                env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                        .uid("numbers")
                        .flatMap(new BenchMessages(load, perSecond, run))
                        .returns(AnnotatedFeedback.class)
                        .name("messages")
                        .uid("messages")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<AnnotatedFeedback>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                        .withTimestampAssigner(
                                                (m, before) -> m.feedback().eventTime()))
                        .uid("event-time"),
                run);
    }

    private static void detect(
            StreamExecutionEnvironment env, DataStream<AnnotatedFeedback> messages, RuleUpdate rules) {
        DetectSettings settings = DetectSettings.live(rules, Long.MAX_VALUE, DetectSettings.COUNT_HORIZON_MS);
        DataStream<RuleUpdate> updates = env.fromSource(
                        new DataGeneratorSource<>(i -> NO_RULES, 0, TypeInformation.of(RuleUpdate.class)),
                        WatermarkStrategy.noWatermarks(),
                        "no updates")
                .uid("no-updates")
                .setParallelism(1);
        DetectStreams streams = DetectPipeline.define(messages, updates, null, settings);
        streams.alerts().sinkTo(new DiscardingSink<>()).name("alerts").uid("alerts");
        DetectPipeline.count(streams.feedback(), settings)
                .sinkTo(new DiscardingSink<>())
                .name("measures")
                .uid("measures");
    }

    private static void pass(DataStream<AnnotatedFeedback> messages, int shuffles) {
        DataStream<AnnotatedFeedback> passed = messages;
        for (int i = 0; i < shuffles; i++) {
            boolean byId = i % 2 == 0;
            passed = passed.keyBy(m -> byId ? m.feedback().id() : m.voiceKey(), Types.STRING)
                    .process(new PassOn())
                    .returns(AnnotatedFeedback.class)
                    .name("pass on " + i)
                    .uid("pass-on-" + i);
        }
        passed.sinkTo(new DiscardingSink<>()).name("passed").uid("passed");
    }

    /** Does nothing but what a keyed operator costs. */
    private static final class PassOn extends KeyedProcessFunction<String, AnnotatedFeedback, AnnotatedFeedback> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(AnnotatedFeedback m, Context ctx, Collector<AnnotatedFeedback> out) {
            out.collect(m);
        }
    }

    private long state(JobID job, long run, String operator) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
            if (graph.getFailureInfo() != null) {
                throw new ExecutionException(graph.getFailureInfo().getException());
            }
            Long sentAt = SENT_AT.get(run);
            CompletedCheckpointStats last = graph.getCheckpointStatsSnapshot() == null
                    ? null
                    : graph.getCheckpointStatsSnapshot().getHistory().getLatestCompletedCheckpoint();
            // a moment of event time passes before the last messages are counted; the checkpoint after the next has
            // them
            if (sentAt != null
                    && last != null
                    && last.getTriggerTimestamp() > sentAt + 2 * CHECKPOINT_EVERY.toMillis()) {
                for (AccessExecutionJobVertex v : graph.getVerticesTopologically()) {
                    if (v.getName().contains(operator)) {
                        TaskStateStats state = last.getTaskStateStats(v.getJobVertexId());
                        return state == null ? 0 : state.getStateSize();
                    }
                }
                throw new IllegalStateException("the job has no operator '" + operator + "'");
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("no checkpoint within 20 minutes");
    }
}
