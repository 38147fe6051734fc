package io.tidewatch.job.detect;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Measure;
import io.tidewatch.connector.kafka.KafkaSinks;
import io.tidewatch.connector.kafka.KafkaSources;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.connector.redis.RedisSink;
import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.bundle.AssembleBundleFunction;
import io.tidewatch.job.detect.episode.RecordedEpisode;
import io.tidewatch.job.detect.figures.Tally;
import io.tidewatch.job.detect.figures.WallEvent;
import io.tidewatch.job.detect.figures.WallEvents;
import io.tidewatch.job.detect.figures.WallStreamFunction;
import io.tidewatch.job.detect.redact.RedactFunction;
import io.tidewatch.job.detect.redact.Redaction;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.PrimerReader;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.series.UsualRates;
import io.tidewatch.job.detect.time.AnnotatedRecord;
import io.tidewatch.job.detect.time.AnnotatedRecordSchema;
import io.tidewatch.job.detect.time.HeartbeatReader;
import io.tidewatch.job.detect.time.LateOrigins;
import io.tidewatch.job.detect.time.OriginWatermarks;
import io.tidewatch.job.detect.time.QuietTime;
import io.tidewatch.job.detect.time.TimelessStream;
import io.tidewatch.job.detect.time.WallClock;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.MeasureJson;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Annotated feedback → measures, alerts and live figures. Stateful and light. */
public final class DetectJob {
    public static final String NAME = "tidewatch-detect";

    /** What the always-on counts are called in {@link Measure#series}. */
    public static final String COMPLAINTS = "complaints";

    /**
     * Which state the job keeps; goes up by one with every change after which a checkpoint of the version before cannot be
     * restored or would mean something else.
     *
     * <ul>
     *   <li>1: everything before versions were kept
     *   <li>2: classes in packages by question; episodes may wait for their last alert
     * </ul>
     */
    public static final int STATE_VERSION = 2;

    private DetectJob() {}

    /** @param rules the newest published set, read before the start */
    public static void define(StreamExecutionEnvironment env, JobSettings settings, RuleUpdate rules) {
        env.setParallelism(settings.parallelism());
        long lateness = settings.allowedLateness();
        DataStream<AnnotatedRecord> annotated = env.fromSource(
                        KafkaSources.of(settings.kafka(), NAME, new AnnotatedRecordSchema(), Topics.ANNOTATED),
                        eventTime(settings),
                        Topics.ANNOTATED)
                .uid("detect-source");
        DataStream<RuleUpdate> updates = env.fromSource(
                        KafkaSources.table(settings.kafka(), NAME + "-rules", Topics.RULES),
                        TimelessStream.timeless(),
                        Topics.RULES)
                .uid("rules-source")
                .setParallelism(1)
                .keyBy(r -> 0)
                .process(new AssembleBundleFunction<>(
                        bundle -> RuleUpdate.of(bundle).withAllowedLateness(lateness)))
                .returns(RuleUpdate.class)
                .name("complete sets")
                .uid("complete-sets")
                .setParallelism(1)
                .setMaxParallelism(1);

        DataStream<SeriesEvent> known = env.fromSource(
                        KafkaSources.values(settings.kafka(), NAME + "-primers", Topics.PRIMERS),
                        TimelessStream.timeless(),
                        Topics.PRIMERS)
                .uid("primers-source")
                .setParallelism(1)
                .flatMap(new PrimerReader())
                .returns(SeriesEvent.class)
                .name("primers")
                .uid("primers")
                .setParallelism(1);

        DataStream<Long> beats = env.fromSource(
                        KafkaSources.values(settings.kafka(), NAME + "-heartbeats", Topics.HEARTBEATS),
                        TimelessStream.timeless(),
                        Topics.HEARTBEATS)
                .uid("heartbeats-source")
                .setParallelism(1)
                .flatMap(new HeartbeatReader(AnnotateJob.NAME))
                .returns(Long.class)
                .name("heartbeats of annotation")
                .uid("heartbeats")
                .setParallelism(1);

        Outputs outputs = between(annotated, beats, updates, known, null, settings, rules);

        outputs.alerts()
                .sinkTo(KafkaSinks.json(
                        settings.kafka(), Topics.ALERTS, Alert::fingerprint, Alert::incident, AlertJson::write))
                .name(Topics.ALERTS)
                .uid("sink-alerts");
        outputs.retractions()
                .sinkTo(KafkaSinks.json(
                        settings.kafka(),
                        Topics.RETRACTIONS,
                        Redaction::id,
                        r -> r.retraction().json()))
                .name(Topics.RETRACTIONS)
                .uid("sink-retractions")
                .setParallelism(1);
        outputs.measures()
                .sinkTo(KafkaSinks.json(
                        settings.kafka(), Topics.MEASURES, m -> m.group().key(), MeasureJson::write))
                .name(Topics.MEASURES)
                .uid("sink-measures");
        outputs.figures()
                .sinkTo(new RedisSink(settings.redis()))
                .name("redis")
                .uid("sink-redis")
                .setParallelism(1);
    }

    /** What the job finds, on its way to Kafka and Redis. */
    record Outputs(
            DataStream<Alert> alerts,
            DataStream<Redaction> retractions,
            DataStream<Measure> measures,
            DataStream<RedisWrite> figures) {}

    /**
     * All that lies between the sources and the sinks: every operator whose state is more than a position.
     *
     * @param known what is known of series from before; null: nothing
     * @param recorded last alerts of episodes whose state was lost; null: none
     */
    static Outputs between(
            DataStream<AnnotatedRecord> annotated,
            DataStream<Long> beats,
            DataStream<RuleUpdate> updates,
            @Nullable DataStream<SeriesEvent> known,
            @Nullable DataStream<RecordedEpisode> recorded,
            JobSettings settings,
            RuleUpdate rules) {
        DetectSettings detect = settings(settings, rules);
        DataStream<AnnotatedFeedback> feedback = annotated
                .connect(beats.broadcast())
                .transform(
                        "messages",
                        TypeInformation.of(AnnotatedFeedback.class),
                        new QuietTime(settings.outOfOrderness(), WallClock.SYSTEM))
                .uid("messages");
        DataStream<Redaction> redactions = feedback.filter(m -> Redaction.isMadeBy(m.feedback()))
                .name("updates and deletes")
                .uid("updates-and-deletes")
                .map(m -> Redaction.of(m.feedback()))
                .returns(Redaction.class)
                .name("redactions")
                .uid("redactions");
        DetectStreams streams =
                redact(DetectPipeline.define(feedback, updates, known, UsualRates.NONE, recorded, detect), redactions);
        DataStream<Tally> tallies = DetectPipeline.count(streams.feedback(), detect);
        DataStream<Measure> measures = tallies.filter(
                        t -> t.closed() && !t.issue().isEmpty())
                .name("closed minutes")
                .uid("closed-minutes")
                .map(DetectJob::measure)
                .returns(Measure.class)
                .name("measures")
                .uid("measures");
        return new Outputs(streams.alerts(), redactions, measures, figures(streams, tallies, redactions, detect));
    }

    private static DetectStreams redact(DetectStreams streams, DataStream<Redaction> redactions) {
        DataStream<Alert> alerts = streams.alerts()
                .connect(redactions)
                .keyBy(a -> 0, r -> 0)
                .process(new RedactFunction())
                .name("redact")
                .uid("redact")
                .setParallelism(1)
                .setMaxParallelism(1);
        return new DetectStreams(
                alerts, streams.feedback(), streams.learnt(), streams.sharedIds(), streams.tides(), streams.launches());
    }

    /**
     * How the running job detects.
     *
     * @param rules the newest published set
     */
    public static DetectSettings settings(JobSettings settings, RuleUpdate rules) {
        return DetectSettings.live(
                        rules.withAllowedLateness(settings.allowedLateness()),
                        settings.historicalAfter(),
                        settings.countHorizon())
                .withSourceDelays(settings.sourceDelays())
                .withZone(settings.timezone());
    }

    /** Event time per split; see {@link OriginWatermarks}. */
    private static WatermarkStrategy<AnnotatedRecord> eventTime(JobSettings settings) {
        LateOrigins late = new LateOrigins();
        return WatermarkStrategy.<AnnotatedRecord>forGenerator(context -> new OriginWatermarks(
                        settings.outOfOrderness(),
                        WallClock.SYSTEM,
                        context.getInputActivityClock(),
                        late.on(context.getMetricGroup())))
                .withTimestampAssigner(context ->
                        (annotated, before) -> annotated.message().feedback().eventTime());
    }

    private static DataStream<RedisWrite> figures(
            DetectStreams streams,
            DataStream<Tally> tallies,
            DataStream<Redaction> redactions,
            DetectSettings settings) {
        DataStream<RedisWrite> open = streams.alerts()
                .map(DetectJob::openAlert)
                .returns(RedisWrite.class)
                .name("open alerts")
                .uid("open-alerts");
        DataStream<RedisWrite> events = streams.alerts()
                .map(WallEvents::alert)
                .returns(WallEvent.class)
                .name("alert events")
                .uid("alert-events")
                .union(streams.feedback()
                        .flatMap(new WallEvents.Complaints())
                        .name("public complaints")
                        .uid("public-complaints"))
                .union(redactions
                        .map(WallEvents::redaction)
                        .returns(WallEvent.class)
                        .name("redaction events")
                        .uid("redaction-events"))
                .keyBy(e -> 0)
                .process(new WallStreamFunction())
                .name("wall events")
                .uid("wall-events")
                .setParallelism(1)
                .setMaxParallelism(1);
        return DetectPipeline.figures(tallies, settings).union(open, events);
    }

    static RedisWrite openAlert(Alert a) {
        return a.isOpen()
                ? RedisWrite.put("tw:alerts:open", a.id(), AlertJson.write(a))
                : RedisWrite.delete("tw:alerts:open", List.of(a.id()));
    }

    public static Measure measure(Tally t) {
        return new Measure(
                COMPLAINTS,
                new Group(List.of("issue", "region", "channel"), List.of(t.issue(), t.region(), t.channel())),
                t.minute(),
                t.minute() + Tally.MINUTE_MS,
                t.posts(),
                t.originals(),
                t.authors(),
                t.reach(),
                t.negative(),
                null,
                null,
                null);
    }
}
