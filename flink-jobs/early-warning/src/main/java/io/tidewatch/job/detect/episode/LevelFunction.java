package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.level.LevelMember;
import io.tidewatch.level.LevelsTogether;
import io.tidewatch.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells an incident by the alerts that explain it: those of rules with {@code levels: together} are looked at together, as {@link
 * LevelsTogether} says. All others pass as they are.
 *
 * <p>Key: incident. Kept: the open alerts of such rules, at most {@value LevelsTogether#MAX_MEMBERS}, until they end; changes until
 * the watermark passes them, so that those of one instant are judged together, in whatever order they come. After the limit per
 * rule, so that what is left out there tells nothing here, and the alerts of an incident leave in the order in which they are
 * decided on. An alert that another one told and that tells itself now is sent again with a revision of its own; the revisions of
 * its episode count on from there.
 */
public final class LevelFunction extends KeyedBroadcastProcessFunction<String, Alert, RuleUpdate, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Alert> ORDER = Comparator.comparingLong(Alert::startsAt)
            .thenComparing(Alert::id)
            .thenComparingInt(Alert::revision)
            .thenComparing(a -> !a.isOpen());

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient MapState<String, LevelMember> members;
    private transient EventTimeBuffer<Alert> waiting;

    public LevelFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        members = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("members", Types.STRING, TypeInformation.of(LevelMember.class)));
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(Alert.class), ORDER);
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        Rule rule = rules.active(ctx.getBroadcastState(LiveRules.STATE)).rule(alert.rule());
        if (!members.contains(alert.id()) && (rule == null || !rule.levelsTogether())) {
            out.collect(alert);
            return;
        }
        Long at = ctx.timestamp();
        waiting.add(alert, at == null ? Long.MIN_VALUE : at, ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        List<Alert> arrived = waiting.takeAt(at);
        if (arrived.isEmpty()) {
            return;
        }
        List<LevelMember> before = new ArrayList<>();
        members.values().forEach(before::add);
        LevelsTogether.Step step = LevelsTogether.take(before, arrived);
        Set<String> gone = new HashSet<>();
        before.forEach(m -> gone.add(m.id()));
        for (LevelMember m : step.members()) {
            gone.remove(m.id());
            members.put(m.id(), m);
        }
        for (String id : gone) {
            members.remove(id);
        }
        step.alerts().forEach(out::collect);
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Alert> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }
}
