package io.tidewatch.replay;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.DetectPipeline;
import io.tidewatch.job.detect.DetectStreams;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.time.WallClock;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.Series;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.LocalClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Plays messages through the production operators in virtual time, one short job per run on one cluster in this process.
 * Before a run begins, there were no messages for days, but for the series whose rates are known. Thread-safe.
 */
public final class VirtualCluster implements AutoCloseable {
    /** As far back as a new series takes the time before its first message as observed. */
    private static final long SILENCE_MS = 3 * 24 * 3_600_000L;

    private static final int CHECKPOINTS_OF_A_KILLED_RUN = 8;
    private static final Duration CHECKPOINT_EVERY = Duration.ofMillis(20);

    private final MiniCluster cluster;

    private VirtualCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** @param runs at a time */
    public static VirtualCluster start(int runs) throws Exception {
        return new VirtualCluster(cluster(runs));
    }

    /** A small Flink of this process that has started, with no address known to others. */
    public static MiniCluster cluster(int slots) throws Exception {
        Configuration c = new Configuration();
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_PORT, "0");
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(c)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.closeAsync();
            throw e;
        }
        return cluster;
    }

    /**
     * What is to be played.
     *
     * @param start virtual time at which it begins, epoch milliseconds
     * @param end last instant at which anything is evaluated
     * @param messages in the order in which they come
     * @param rates what is usual in some series
     * @param kills instants at which the job dies at the next message
     * @param zone whose hours, weekends and days are usual
     */
    public record Play(
            RuleUpdate rules,
            long start,
            long end,
            List<VirtualMessage> messages,
            List<KnownRate> rates,
            List<Long> kills,
            ZoneId zone) {
        /** In the zone where nobody says. */
        public Play(
                RuleUpdate rules,
                long start,
                long end,
                List<VirtualMessage> messages,
                List<KnownRate> rates,
                List<Long> kills) {
            this(rules, start, end, messages, rates, kills, LocalClock.DEFAULT_ZONE);
        }
    }

    /**
     * Originals expected of one group of one rule.
     *
     * @param count in so many …
     * @param perMs … milliseconds
     * @param share usual share of a shift, 0…1; else NaN
     */
    public record KnownRate(Rule rule, Group group, double count, long perMs, double share) {}

    /**
     * What came of it.
     *
     * @param alerts every revision of every episode
     * @param messages every message once, originals distinguished from copies
     * @param killed how often the job died
     */
    public record Played(List<Alert> alerts, List<CountedMessage> messages, int killed) {}

    /** @throws IllegalStateException when the job fails for another reason than a kill */
    public Played play(Play play) throws InterruptedException {
        VirtualRun run = VirtualRun.open(play.messages(), play.kills());
        try {
            JobGraph job = graph(play, run);
            cluster.submitJob(job).get();
            JobResult result = cluster.requestJobResult(job.getJobID()).get();
            if (result.getSerializedThrowable().isPresent()) {
                Throwable cause =
                        result.getSerializedThrowable().get().deserializeError(VirtualCluster.class.getClassLoader());
                throw failed(cause);
            }
            return new Played(run.alerts(), run.messages(), run.killed());
        } catch (ExecutionException e) {
            throw failed(e);
        } finally {
            run.close();
        }
    }

    private static IllegalStateException failed(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new IllegalStateException("the operators failed: " + cause, e);
    }

    private static JobGraph graph(Play play, VirtualRun run) {
        boolean dies = !play.kills().isEmpty();
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration(play));
        env.setParallelism(1);
        long count = play.messages().size();
        DataGeneratorSource<Long> indices = dies
                ? new DataGeneratorSource<>(
                        i -> i,
                        count,
                        RateLimiterStrategy.perCheckpoint((int) Math.max(1, count / CHECKPOINTS_OF_A_KILLED_RUN)),
                        Types.LONG)
                : new DataGeneratorSource<>(i -> i, count, Types.LONG);
        KnownRates rates = rates(play);
        SingleOutputStreamOperator<AnnotatedFeedback> messages = env.fromSource(
                        indices, WatermarkStrategy.noWatermarks(), "virtual time")
                .uid("virtual-time")
                .transform(
                        "as it comes",
                        TypeInformation.of(AnnotatedFeedback.class),
                        new VirtualReader(run.number(), play.end(), rates.watched()))
                .uid("as-it-comes");
        DetectStreams streams = DetectPipeline.define(
                messages,
                Backtest.noUpdates(env),
                messages.getSideOutput(VirtualReader.WATCHED),
                rates,
                settings(play));
        long number = run.number();
        streams.alerts()
                .filter((FilterFunction<Alert>) a -> {
                    VirtualRun.of(number).send(a);
                    return false;
                })
                .name("tell")
                .uid("tell")
                .sinkTo(new DiscardingSink<>())
                .uid("told");
        streams.feedback()
                .filter((FilterFunction<CountedMessage>) m -> {
                    VirtualRun.of(number).receive(m);
                    return false;
                })
                .name("hear")
                .uid("hear")
                .sinkTo(new DiscardingSink<>())
                .uid("heard");
        return env.getStreamGraph().getJobGraph();
    }

    private static Configuration configuration(Play play) {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.MAX_PARALLELISM, 720);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        if (play.kills().isEmpty()) {
            c.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        } else {
            c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
            c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_EVERY);
            c.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            c.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                    play.kills().size());
            c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        }
        return c;
    }

    private static DetectSettings settings(Play play) {
        return new DetectSettings(
                play.rules(),
                DetectSettings.COUNT_HORIZON_MS,
                DetectSettings.COPY_HORIZON_MS,
                Long.MAX_VALUE,
                play.zone(),
                since(play),
                play.end(),
                false,
                WallClock.NONE);
    }

    static long since(Play play) {
        return play.start() - SILENCE_MS;
    }

    private static KnownRates rates(Play play) {
        Map<String, KnownRates.Rate> rates = new HashMap<>();
        ArrayList<KnownRates.Watched> watched = new ArrayList<>();
        for (KnownRate r : play.rates()) {
            String series = r.rule().series().hash();
            String key = SeriesEvent.keyOf(series, r.group());
            Map<String, Double> shares =
                    new HashMap<>(rates.containsKey(key) ? rates.get(key).shares() : Map.of());
            String name = Series.shareName(r.rule());
            if (name != null) {
                shares.put(name, r.share());
            }
            rates.put(key, new KnownRates.Rate(KnownRates.perBin(r.count(), r.perMs()), shares));
            if (r.rule().spec().isAboutAbsence()) {
                watched.add(KnownRates.Watched.of(series, r.group()));
            }
        }
        return new KnownRates(play.start(), rates, watched);
    }

    /** The measures of a rule's groups as the operators had them, to show why a test failed. */
    public static RuleProbe probe(Play play, Played played, Rule rule, Taxonomy taxonomy) {
        return RuleProbe.of(play, played, rates(play), rule, taxonomy);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
