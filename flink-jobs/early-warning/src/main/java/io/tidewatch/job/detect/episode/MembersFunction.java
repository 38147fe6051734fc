package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Trace;
import io.tidewatch.episode.MemberAlert;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Sends what became of episodes to the composite rules that look at them. No keyed state. */
public final class MembersFunction extends BroadcastProcessFunction<Alert, RuleUpdate, MemberAlert> {
    private static final long serialVersionUID = 1L;

    private final RuleUpdate initial;
    private transient LiveRules rules;

    public MembersFunction(RuleUpdate initial) {
        this.initial = initial;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(initial, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext ctx, Collector<MemberAlert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        for (Rule composite : active.compositesOf(alert.rule())) {
            Group group = group(composite, alert.group());
            if (group != null) {
                out.collect(event(composite, active.revision(), group, alert));
            }
        }
    }

    /** Null while an episode of a rule with an older {@code by} lives on. */
    private static @Nullable Group group(Rule composite, Group member) {
        List<String> by = composite.series().by();
        List<String> values = new ArrayList<>(by.size());
        for (String d : by) {
            String v = member.get(d);
            if (v == null) {
                return null;
            }
            values.add(v);
        }
        return new Group(by, values);
    }

    private static MemberAlert event(Rule composite, long revision, Group group, Alert a) {
        Trace trace = a.trace();
        return new MemberAlert(
                composite.name(),
                composite.structure(),
                revision,
                group,
                a.rule(),
                a.fingerprint(),
                a.severity(),
                a.isOpen(),
                a.isOpen() ? Math.max(a.firedAt(), a.updatedAt()) : Math.max(a.resolvedAt(), a.updatedAt()),
                a.value(),
                a.evidence().first() != null || a.evidence().samples().isEmpty()
                        ? a.evidence().first()
                        : a.evidence().samples().get(0),
                a.evidence().keywords(),
                trace == null ? 0 : trace.receivedAt(),
                trace == null ? 0 : trace.annotatedAt());
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<MemberAlert> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }
}
