package io.tidewatch.job.detect.route;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.episode.SingleMessage;
import io.tidewatch.job.detect.follow.RuleEvent;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.FailingRules;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleMeter;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.SeriesEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message where {@link MessageRouter} says: to the series that count it, and at the side to the rules that take
 * messages in order and, as hits of single-message rules, to the episodes, by way of what is usual where a rule asks for that. No keyed state.
 */
public final class RouteFunction extends BroadcastProcessFunction<CountedMessage, RuleUpdate, SeriesEvent> {
    public static final OutputTag<Signal> MATCHES = new OutputTag<>("matches", TypeInformation.of(Signal.class));
    public static final OutputTag<SingleMessage> WEIGHED =
            new OutputTag<>("weighed", TypeInformation.of(SingleMessage.class));
    public static final OutputTag<RuleEvent> FOLLOWED =
            new OutputTag<>("followed", TypeInformation.of(RuleEvent.class));

    private static final long serialVersionUID = 1L;

    private final RuleUpdate initial;
    private final @Nullable DetectSettings metered;
    private transient LiveRules rules;
    private transient FailingRules failing;
    private transient @Nullable RuleMeter meter;

    /** Nobody asks what the rules cost. */
    public RouteFunction(RuleUpdate initial) {
        this.initial = initial;
        this.metered = null;
    }

    public RouteFunction(DetectSettings settings) {
        this.initial = settings.rules();
        this.metered = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(initial, getRuntimeContext().getMetricGroup());
        meter = metered == null
                ? null
                : new RuleMeter(metered, getRuntimeContext().getMetricGroup());
        failing = new FailingRules(rules.known(), getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(CountedMessage counted, ReadOnlyContext ctx, Collector<SeriesEvent> out)
            throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        new MessageRouter(active, meter).route(counted, new MessageRouter.Sink() {
            @Override
            public void count(SeriesEvent event) {
                out.collect(event);
            }

            @Override
            public void hit(Signal signal) {
                ctx.output(MATCHES, signal);
            }

            @Override
            public void weigh(SingleMessage message) {
                ctx.output(WEIGHED, message);
            }

            @Override
            public void follow(RuleEvent event) {
                ctx.output(FOLLOWED, event);
            }
        });
        failing.look(active);
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<SeriesEvent> out) throws Exception {
        if (rules.accept(update, ctx.getBroadcastState(LiveRules.STATE)) && meter != null) {
            meter.keepOnly(rules.known());
        }
    }
}
