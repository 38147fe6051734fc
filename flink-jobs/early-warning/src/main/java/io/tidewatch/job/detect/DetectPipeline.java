package io.tidewatch.job.detect;

import io.tidewatch.alert.Alert;
import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.episode.MemberAlert;
import io.tidewatch.episode.Signal;
import io.tidewatch.episode.Suspension;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.copies.CountIdsOperator;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.copies.DeduplicateOperator;
import io.tidewatch.job.detect.copies.FoldCopiesFunction;
import io.tidewatch.job.detect.copies.IdActivity;
import io.tidewatch.job.detect.copies.SharedIdsFunction;
import io.tidewatch.job.detect.episode.CompositeFunction;
import io.tidewatch.job.detect.episode.EpisodeFunction;
import io.tidewatch.job.detect.episode.LevelFunction;
import io.tidewatch.job.detect.episode.LimitFunction;
import io.tidewatch.job.detect.episode.MembersFunction;
import io.tidewatch.job.detect.episode.NeighbourFunction;
import io.tidewatch.job.detect.episode.PendingFunction;
import io.tidewatch.job.detect.episode.PendingSignal;
import io.tidewatch.job.detect.episode.RecordedEpisode;
import io.tidewatch.job.detect.episode.SuspendedAlertsFunction;
import io.tidewatch.job.detect.episode.WeighMatchesFunction;
import io.tidewatch.job.detect.figures.LiveFiguresFunction;
import io.tidewatch.job.detect.figures.Tally;
import io.tidewatch.job.detect.figures.TallyEvent;
import io.tidewatch.job.detect.figures.TallyEvents;
import io.tidewatch.job.detect.figures.TallyFunction;
import io.tidewatch.job.detect.follow.OrderedRulesFunction;
import io.tidewatch.job.detect.follow.RuleEvent;
import io.tidewatch.job.detect.launch.CountProductsOperator;
import io.tidewatch.job.detect.launch.LaunchFunction;
import io.tidewatch.job.detect.launch.ProductActivity;
import io.tidewatch.job.detect.limit.OtherKeysOperator;
import io.tidewatch.job.detect.route.RouteFunction;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.rules.SuspendedRules;
import io.tidewatch.job.detect.series.SeriesControl;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.series.SeriesFunction;
import io.tidewatch.job.detect.series.SeriesOperator;
import io.tidewatch.job.detect.series.UsualRates;
import io.tidewatch.job.detect.tide.CategoryActivity;
import io.tidewatch.job.detect.tide.CountCategoriesOperator;
import io.tidewatch.job.detect.tide.TideFunction;
import io.tidewatch.job.detect.tide.TideLevel;
import io.tidewatch.job.detect.time.CountSourceActivityOperator;
import io.tidewatch.job.detect.time.HeardTime;
import io.tidewatch.job.detect.time.SourceActivity;
import io.tidewatch.job.detect.time.SourceWatchFunction;
import io.tidewatch.series.LaunchSlot;
import java.util.List;
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
        return define(feedback, updates, known, UsualRates.NONE, settings);
    }

    /** @param rates what is usual in series of which nothing else is known */
    public static DetectStreams define(
            DataStream<AnnotatedFeedback> feedback,
            DataStream<RuleUpdate> updates,
            @Nullable DataStream<SeriesEvent> known,
            UsualRates rates,
            DetectSettings settings) {
        return define(feedback, updates, known, rates, null, settings);
    }

    /** @param recorded last alerts of episodes whose state was lost; null: none */
    static DetectStreams define(
            DataStream<AnnotatedFeedback> feedback,
            DataStream<RuleUpdate> updates,
            @Nullable DataStream<SeriesEvent> known,
            UsualRates rates,
            @Nullable DataStream<RecordedEpisode> recorded,
            DetectSettings settings) {
        BroadcastStream<RuleUpdate> rules = updates.broadcast(LiveRules.STATE);

        DataStream<AnnotatedFeedback> heard = feedback.transform(
                        "heard time",
                        TypeInformation.of(AnnotatedFeedback.class),
                        new HeardTime(settings.sourceDelays(), settings.countHorizonMs()))
                .uid("heard-time")
                .setParallelism(feedback.getParallelism());

        DataStream<SharedId> shared = sharedIds(heard, settings);

        DataStream<AnnotatedFeedback> once = heard.keyBy(m -> m.feedback().id())
                .connect(shared.broadcast())
                .transform(
                        "deduplicate",
                        TypeInformation.of(AnnotatedFeedback.class),
                        new DeduplicateOperator(settings.countHorizonMs()))
                .uid("deduplicate");

        DataStream<CountedMessage> counted = once.keyBy(FoldCopiesFunction::keyOf)
                .process(new FoldCopiesFunction(settings.copyHorizonMs()))
                .name("fold copies")
                .uid("fold-copies");

        DataStream<TideLevel> tides = tides(counted, settings);

        DataStream<LaunchSlot> launches = launches(counted, settings);

        SingleOutputStreamOperator<SeriesEvent> routed = counted.connect(rules)
                .process(new RouteFunction(settings))
                .name("route to series")
                .uid("route");

        SingleOutputStreamOperator<Signal> signals = (known == null ? routed : routed.union(known))
                .keyBy(SeriesEvent::key)
                .connect(controls(heard, tides, launches, updates, settings).broadcast())
                .transform(
                        "measure and score",
                        TypeInformation.of(Signal.class),
                        new SeriesOperator(new SeriesFunction(settings, rates)))
                .uid("series");

        DataStream<PendingSignal> confirmed = signals.keyBy(Signal::matchKey)
                .connect(rules)
                .process(new PendingFunction(settings))
                .name("confirm with CEP")
                .uid("confirm");

        SingleOutputStreamOperator<Signal> followed = routed.getSideOutput(RouteFunction.FOLLOWED)
                .keyBy(RuleEvent::key)
                .connect(updates.broadcast())
                .transform(
                        "follow messages in order",
                        TypeInformation.of(Signal.class),
                        new OtherKeysOperator<>(new OrderedRulesFunction(settings), List.of(LiveRules.STATE)))
                .uid("follow");

        DataStream<Signal> weighed = routed.getSideOutput(RouteFunction.WEIGHED)
                .keyBy(m -> m.signal().matchKey())
                .connect(rules)
                .process(new WeighMatchesFunction(settings))
                .name("weigh single messages")
                .uid("weigh");

        DataStream<PendingSignal> hits = routed.getSideOutput(RouteFunction.MATCHES)
                .union(followed, weighed)
                .map(hit -> new PendingSignal(hit, hit.reading().at()))
                .returns(PendingSignal.class)
                .name("hits")
                .uid("single-messages");

        DataStream<Alert> episodes = with(confirmed.union(hits), recorded, false)
                .keyBy(c -> c.signal().episodeKey())
                .connect(updates.broadcast())
                .transform(
                        "keep episodes",
                        TypeInformation.of(Alert.class),
                        new OtherKeysOperator<>(new EpisodeFunction(settings), List.of(LiveRules.STATE)))
                .uid("episodes");

        DataStream<PendingSignal> confirmedTogether = episodes.connect(rules)
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
                .process(new PendingFunction(settings))
                .name("confirm composites with CEP")
                .uid("confirm-composites");

        DataStream<Alert> together = with(confirmedTogether, recorded, true)
                .keyBy(c -> c.signal().episodeKey())
                .connect(rules)
                .process(new EpisodeFunction(settings))
                .name("keep composite episodes")
                .uid("composite-episodes");

        DataStream<Alert> limited = episodes.union(together)
                .keyBy(Alert::rule)
                .connect(rules)
                .process(new LimitFunction(settings))
                .name("limit per rule")
                .uid("limit");

        DataStream<Alert> atTheirLevels = limited.keyBy(Alert::incident)
                .connect(rules)
                .process(new LevelFunction(settings))
                .name("tell at its level")
                .uid("levels");

        DataStream<Alert> alerts = atTheirLevels
                .keyBy(a -> 0)
                .process(new NeighbourFunction())
                .name("tell with its neighbour")
                .uid("neighbours")
                .setParallelism(1)
                .setMaxParallelism(1);

        DataStream<Alert> suspended = signals.getSideOutput(SuspendedRules.SUSPENSIONS)
                .union(followed.getSideOutput(SuspendedRules.SUSPENSIONS))
                .keyBy(Suspension::rule)
                .connect(rules)
                .process(new SuspendedAlertsFunction(settings))
                .name("tell of suspended rules")
                .uid("suspended-rules");

        return new DetectStreams(
                alerts.union(suspended),
                counted,
                signals.getSideOutput(SeriesOperator.LEARNT),
                shared,
                tides,
                launches);
    }

    /** Ids that stand for many: known everywhere before event time passes the instant at which it was noticed. */
    private static DataStream<SharedId> sharedIds(DataStream<AnnotatedFeedback> feedback, DetectSettings settings) {
        return feedback.transform("count ids", TypeInformation.of(IdActivity.class), new CountIdsOperator())
                .uid("count-ids")
                .keyBy(IdActivity::source)
                .process(new SharedIdsFunction(settings.span()))
                .name("find ids of many")
                .uid("shared-ids");
    }

    /** The signals, with the last alerts of the composite rules' episodes or of all others. */
    private static DataStream<PendingSignal> with(
            DataStream<PendingSignal> signals, @Nullable DataStream<RecordedEpisode> recorded, boolean composite) {
        if (recorded == null) {
            return signals;
        }
        return signals.union(recorded.filter(t -> composite == t.alert().kind().isOverAlerts())
                .name("last alerts")
                .uid("recorded-of-" + (composite ? "composites" : "rules"))
                .map(PendingSignal::of)
                .returns(PendingSignal.class)
                .name("as signals")
                .uid("recorded-of-" + (composite ? "composites" : "rules") + "-as-signals"));
    }

    /** How many times as much as usual is complained of in general, of most categories at once. */
    private static DataStream<TideLevel> tides(DataStream<CountedMessage> counted, DetectSettings settings) {
        return counted.transform(
                        "complaints by category",
                        TypeInformation.of(CategoryActivity.class),
                        new CountCategoriesOperator())
                .uid("complaints-by-category")
                .keyBy(c -> 0)
                .process(new TideFunction(settings.span(), settings.zone()))
                .name("look at the tide")
                .uid("tide");
    }

    /** How much is said of products that nobody had heard of before, and how often others are complained of. */
    private static DataStream<LaunchSlot> launches(DataStream<CountedMessage> counted, DetectSettings settings) {
        return counted.transform(
                        "messages by product", TypeInformation.of(ProductActivity.class), new CountProductsOperator())
                .uid("messages-by-product")
                .keyBy(p -> 0)
                .process(new LaunchFunction(settings.span()))
                .name("look for new products")
                .uid("launches");
    }

    /**
     * Rules, which sources are down, what is said of new products, and how much is complained of in general: known everywhere before event time passes the
     * instant at which it was noticed.
     */
    private static DataStream<SeriesControl> controls(
            DataStream<AnnotatedFeedback> feedback,
            DataStream<TideLevel> tides,
            DataStream<LaunchSlot> launches,
            DataStream<RuleUpdate> updates,
            DetectSettings settings) {
        DataStream<SeriesControl> outages = feedback.transform(
                        "signs of life", TypeInformation.of(SourceActivity.class), new CountSourceActivityOperator())
                .uid("signs-of-life")
                .keyBy(SourceActivity::source)
                .process(new SourceWatchFunction(settings.span(), settings.zone()))
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
                .union(outages)
                .union(tides.map(SeriesControl::of)
                        .returns(SeriesControl.class)
                        .name("tides")
                        .uid("tides"))
                .union(launches.map(SeriesControl::of)
                        .returns(SeriesControl.class)
                        .name("new products")
                        .uid("new-products"));
    }

    /** The counts that are always on, whatever the rules are: absolute, per minute. */
    public static DataStream<Tally> count(DataStream<CountedMessage> counted, DetectSettings settings) {
        return counted.flatMap(new TallyEvents())
                .name("what to count")
                .uid("tally-events")
                .keyBy(TallyEvent::key)
                .process(new TallyFunction(settings.countHorizonMs()))
                .name("count always")
                .uid("tally");
    }

    /** The live figures of the wall, from the minute counts. */
    public static DataStream<RedisWrite> figures(DataStream<Tally> tallies, DetectSettings settings) {
        return tallies.keyBy(t -> 0)
                .process(new LiveFiguresFunction(settings.zone()))
                .name("live figures")
                .uid("live-figures")
                .setParallelism(1)
                .setMaxParallelism(1);
    }
}
