package io.tidewatch.job.detect.episode;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.MessageDays;
import java.util.Comparator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives single messages their severity where a rule asks how rare one is: by the days before that had one, as {@link MessageDays}
 * says. Those of the same day do not count, so that it does not matter in which order they come.
 *
 * <p>Key: rule, its structure, and group. Kept: messages until the watermark passes them; the days until the newest is longer ago
 * than what says what is usual.
 */
public final class WeighMatchesFunction
        extends KeyedBroadcastProcessFunction<String, SingleMessage, RuleUpdate, Signal> {
    private static final long serialVersionUID = 1L;
    private static final long DAY_MS = 24 * 3_600_000L;
    private static final Comparator<SingleMessage> ORDER = Comparator.comparingLong(
                    (SingleMessage m) -> m.signal().reading().at())
            .thenComparing(m -> m.signal().reading().evidence().samples().get(0).id());

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient EventTimeBuffer<SingleMessage> waiting;
    private transient ValueState<MessageDays> days;

    public WeighMatchesFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(SingleMessage.class), ORDER);
        days = getRuntimeContext().getState(new ValueStateDescriptor<>("days", TypeInformation.of(MessageDays.class)));
    }

    @Override
    public void processElement(SingleMessage m, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        waiting.add(m, ctx.timestamp(), ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        for (SingleMessage m : waiting.takeAt(at)) {
            Signal signal = m.signal();
            Rule rule = rules.active(ctx.getBroadcastState(LiveRules.STATE)).rule(signal.rule());
            if (rule != null && rule.structure().equals(signal.structure())) {
                weigh(m, rule, ctx, out);
            }
        }
        MessageDays known = days.value();
        if (known != null && forgetAt(known) <= at) {
            days.clear();
        }
    }

    private void weigh(SingleMessage m, Rule rule, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        Signal signal = m.signal();
        long day = MessageDays.dayOf(signal.reading().at(), settings.zone());
        MessageDays known = days.value();
        MessageDays now = known == null ? MessageDays.of(day) : known.with(day);
        if (!now.equals(known)) {
            days.update(now);
            ctx.timerService().registerEventTimeTimer(forgetAt(now));
        }
        double surprise = now.surprise(day);
        SeverityLevel level = rule.levelOf(m.measured(surprise));
        if (level != null) {
            out.collect(new Signal(
                    signal.rule(),
                    signal.structure(),
                    signal.group(),
                    signal.reading().weighed(level.severity(), surprise)));
        }
    }

    private static long forgetAt(MessageDays known) {
        return (known.newest() + MessageDays.KNOWN + 2) * DAY_MS;
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Signal> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }
}
