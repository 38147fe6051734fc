package io.tidewatch.job.detect;

import io.tidewatch.alert.Alert;
import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.feedback.AnnotatedFeedback;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/** The data path of detection, top to bottom. The running job and the backtest are this one method. */
public final class DetectPipeline {
    private DetectPipeline() {}

    /**
     * @param feedback annotated messages with event timestamps and watermarks
     * @param updates complete rule sets; must not hold back event time
     * @param known what is known of series from before; null: nothing
     */
    public static DetectStreams define(
            DataStream<AnnotatedFeedback> feedback,
            DataStream<RuleUpdate> updates,
            @Nullable DataStream<SeriesEvent> known,
            DetectSettings settings) {
        return define(feedback, updates, known, KnownRates.NONE, settings);
    }

    /** @param rates what is usual in series of which nothing else is known */
    static DetectStreams define(
            DataStream<AnnotatedFeedback> feedback,
            DataStream<RuleUpdate> updates,
            @Nullable DataStream<SeriesEvent> known,
            KnownRates rates,
            DetectSettings settings) {
        BroadcastStream<RuleUpdate> rules = updates.broadcast(LiveRules.STATE);

        DataStream<AnnotatedFeedback> once = feedback.keyBy(m -> m.feedback().id())
                .process(new DeduplicateFunction(settings.countHorizonMs()))
                .name("deduplicate")
                .uid("deduplicate");

        DataStream<CountedMessage> heard = once.keyBy(FoldCopiesFunction::keyOf)
                .process(new FoldCopiesFunction(settings.copyHorizonMs()))
                .name("fold copies")
                .uid("fold-copies");

        SingleOutputStreamOperator<SeriesEvent> routed = heard.connect(rules)
                .process(new RouteFunction(settings.rules()))
                .name("route to series")
                .uid("route");

        SingleOutputStreamOperator<Signal> signals = (known == null ? routed : routed.union(known))
                .keyBy(SeriesEvent::key)
                .connect(controls(feedback, updates, settings).broadcast())
                .transform(
                        "measure and score",
                        TypeInformation.of(Signal.class),
                        new SeriesOperator(new SeriesFunction(settings, rates)))
                .uid("series");

        DataStream<Confirmation> confirmed = signals.keyBy(Signal::matchKey)
                .connect(rules)
                .process(new ConfirmFunction(settings))
                .name("confirm with CEP")
                .uid("confirm");

        DataStream<Signal> followed = routed.getSideOutput(RouteFunction.FOLLOWED)
                .keyBy(RuleEvent::key)
                .connect(rules)
                .process(new FollowFunction(settings))
                .name("follow messages in order")
                .uid("follow");

        DataStream<Confirmation> hits = routed.getSideOutput(RouteFunction.MATCHES)
                .union(followed)
                .map(hit -> new Confirmation(hit, hit.reading().at()))
                .returns(Confirmation.class)
                .name("hits")
                .uid("single-messages");

        DataStream<Alert> episodes = confirmed
                .union(hits)
                .keyBy(c -> c.signal().episodeKey())
                .connect(rules)
                .process(new EpisodeFunction(settings))
                .name("keep episodes")
                .uid("episodes");

        DataStream<Alert> together = episodes.connect(rules)
                .process(new MembersFunction(settings.rules()))
                .name("route to composites")
                .uid("route-composites")
                .keyBy(MemberAlert::key)
                .connect(rules)
                .process(new CompositeFunction(settings))
                .name("look at episodes together")
                .uid("composites")
                .keyBy(Signal::matchKey)
                .connect(rules)
                .process(new ConfirmFunction(settings))
                .name("confirm composites with CEP")
                .uid("confirm-composites")
                .keyBy(c -> c.signal().episodeKey())
                .connect(rules)
                .process(new EpisodeFunction(settings))
                .name("keep composite episodes")
                .uid("composite-episodes");

        DataStream<Alert> alerts = episodes.union(together)
                .keyBy(Alert::rule)
                .connect(rules)
                .process(new LimitFunction(settings))
                .name("limit per rule")
                .uid("limit");

        return new DetectStreams(alerts, heard, signals.getSideOutput(SeriesOperator.LEARNT));
    }

    /** Rules, and which sources are silent: known everywhere before event time passes the instant at which it was noticed. */
    private static DataStream<SeriesControl> controls(
            DataStream<AnnotatedFeedback> feedback, DataStream<RuleUpdate> updates, DetectSettings settings) {
        DataStream<SeriesControl> silences = feedback.transform(
                        "signs of life", TypeInformation.of(SignOfLife.class), new SignsOfLife())
                .uid("signs-of-life")
                .keyBy(SignOfLife::source)
                .process(new SourceWatchFunction(settings))
                .name("watch sources")
                .uid("watch-sources")
                .map(SeriesControl::of)
                .returns(SeriesControl.class)
                .name("silences")
                .uid("silences");
        return updates.map(SeriesControl::of)
                .returns(SeriesControl.class)
                .name("rules for series")
                .uid("rules-for-series")
                .union(silences);
    }

    /** The counts that are always on, whatever the rules are: absolute, per minute. */
    public static DataStream<Tally> count(DataStream<CountedMessage> heard, DetectSettings settings) {
        return heard.flatMap(new TallyEvents())
                .name("what to count")
                .uid("tally-events")
                .keyBy(TallyEvent::key)
                .process(new TallyFunction(settings.countHorizonMs()))
                .name("count always")
                .uid("tally");
    }

    /** The live figures of the wall, from the minute counts. */
    public static DataStream<RedisWrite> figures(DataStream<Tally> tallies) {
        return tallies.keyBy(t -> 0)
                .process(new LiveFiguresFunction())
                .name("live figures")
                .uid("live-figures")
                .setParallelism(1)
                .setMaxParallelism(1);
    }
}
