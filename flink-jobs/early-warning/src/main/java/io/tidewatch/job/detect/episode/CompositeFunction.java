package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.episode.MemberAlert;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LateRules;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.series.RuleReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Says when a composite rule's {@code when} begins and ends to hold. A rule counts as firing while an episode of it is
 * open and for {@code within} after it has ended, so that two that follow each other within that span are together.
 *
 * <p>Key: composite, structure and its group. Kept: the last state of each member's episodes, until {@code within} has
 * passed since their end; changes until the watermark passes them. A new composite hears of episodes that were open
 * before it when they are next repeated, in the running system within a minute.
 */
public final class CompositeFunction extends KeyedBroadcastProcessFunction<String, MemberAlert, RuleUpdate, Signal> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<MemberAlert> ORDER = Comparator.comparingLong(MemberAlert::at)
            .thenComparing(MemberAlert::member)
            .thenComparing(MemberAlert::episode)
            .thenComparing(MemberAlert::open);
    private static final ValueStateDescriptor<LateRules> OWNER =
            new ValueStateDescriptor<>("composite", TypeInformation.of(LateRules.class));

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient ValueState<LateRules> owner;
    private transient ValueState<Long> since;
    private transient MapState<String, MemberAlert> episodes;
    private transient EventTimeBuffer<MemberAlert> waiting;

    public CompositeFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        owner = getRuntimeContext().getState(OWNER);
        since = getRuntimeContext().getState(new ValueStateDescriptor<>("since", Types.LONG));
        episodes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("episodes", Types.STRING, TypeInformation.of(MemberAlert.class)));
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(MemberAlert.class), ORDER);
    }

    @Override
    public void processElement(MemberAlert a, ReadOnlyContext ctx, Collector<Signal> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        LateRules came = new LateRules(a.rule(), a.structure(), a.revision(), 0, a.group(), 0);
        if (came.isOver(active)) {
            return;
        }
        LateRules before = owner.value();
        LateRules now = before == null ? came : before.by(a.revision());
        if (now != before) {
            owner.update(now);
        }
        waiting.add(a, a.at(), ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Signal> out) throws Exception {
        LateRules key = owner.value();
        if (key == null) {
            return;
        }
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = key.liveIn(active);
        if (rule == null) {
            if (!key.isOver(active) && ctx.currentWatermark() != Long.MAX_VALUE) {
                ctx.timerService().registerEventTimeTimer(ctx.currentWatermark() + 1);
            } else {
                forget();
            }
            return;
        }
        if (!settings.isWithin(at, ctx.currentWatermark())) {
            return;
        }
        boolean changed = takeDue(at);
        if (!(rule.spec() instanceof CompositeSpec composite)) {
            forget();
            return;
        }
        long next = drop(at, composite.withinMs());
        judge(rule, composite.when(), key, at, changed, out);
        if (next != Long.MAX_VALUE) {
            ctx.timerService().registerEventTimeTimer(next);
        }
        if (episodes.isEmpty() && waiting.isEmpty()) {
            owner.clear();
        }
    }

    private boolean takeDue(long at) throws Exception {
        List<MemberAlert> due = waiting.takeUntil(at);
        for (MemberAlert a : due) {
            episodes.put(a.episode(), a);
        }
        return !due.isEmpty();
    }

    /** Drops what ended too long ago. @return when the next one is to be dropped */
    private long drop(long at, long within) throws Exception {
        List<String> gone = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (Map.Entry<String, MemberAlert> e : episodes.entries()) {
            MemberAlert a = e.getValue();
            if (!a.open()) {
                if (a.at() + within <= at) {
                    gone.add(e.getKey());
                } else {
                    next = Math.min(next, a.at() + within);
                }
            }
        }
        for (String g : gone) {
            episodes.remove(g);
        }
        return next;
    }

    private void judge(Rule rule, EpisodeCondition when, LateRules key, long at, boolean changed, Collector<Signal> out)
            throws Exception {
        TreeMap<String, MemberAlert> known = new TreeMap<>();
        for (Map.Entry<String, MemberAlert> e : episodes.entries()) {
            known.put(e.getValue().member() + '\u0003' + e.getKey(), e.getValue());
        }
        // what has just ended still counts beside what is open, but does not keep anything open by itself
        boolean holds = known.values().stream().anyMatch(MemberAlert::open)
                && when.test((member, severity) -> known.values().stream()
                        .anyMatch(a -> a.member().equals(member) && a.severity().compareTo(severity) >= 0));
        Long began = since.value();
        if (holds && (began == null || changed)) {
            long from = began == null ? at : began;
            since.update(from);
            out.collect(signal(rule, key, at, rule.levelOf(Measured.NONE), from, known));
        } else if (!holds && began != null) {
            since.clear();
            out.collect(signal(rule, key, at, null, 0, known));
        }
    }

    private static Signal signal(
            Rule rule,
            LateRules key,
            long at,
            @Nullable SeverityLevel level,
            long from,
            TreeMap<String, MemberAlert> known) {
        long posts = 0;
        long originals = 0;
        long authors = 0;
        long reach = 0;
        double negative = 0;
        long receivedAt = 0;
        long annotatedAt = 0;
        List<EvidenceSample> samples = new ArrayList<>();
        Set<String> keywords = new LinkedHashSet<>();
        for (MemberAlert a : known.values()) {
            posts += a.value().posts();
            originals += a.value().originals();
            authors += a.value().authors();
            reach += a.value().reach();
            negative += a.value().negativeShare() * a.value().posts();
            receivedAt = Math.max(receivedAt, a.receivedAt());
            annotatedAt = Math.max(annotatedAt, a.annotatedAt());
            keywords.addAll(a.keywords());
            EvidenceSample first = a.first();
            if (first != null && samples.size() < rule.samples()) {
                samples.add(first);
            }
        }
        List<String> words = List.copyOf(keywords);
        return new Signal(
                key.rule(),
                key.structure(),
                key.group(),
                new RuleReading(
                        key.rule(),
                        at,
                        level == null ? null : level.severity(),
                        level == null ? 0 : from,
                        level == null,
                        AlertValue.builder()
                                .posts(posts)
                                .originals(originals)
                                .authors(authors)
                                .reach(reach)
                                .negativeShare(posts == 0 ? 0 : negative / posts)
                                .build(),
                        new Evidence(
                                samples.isEmpty() ? null : samples.get(0),
                                samples,
                                Evidence.keywords(words),
                                List.of()),
                        false,
                        receivedAt,
                        annotatedAt));
    }

    private void forget() {
        episodes.clear();
        waiting.clear();
        since.clear();
        owner.clear();
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Signal> out) throws Exception {
        if (!rules.accept(update, ctx.getBroadcastState(LiveRules.STATE))) {
            return;
        }
        ActiveRules live = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        ctx.applyToKeyedState(OWNER, (key, state) -> {
            LateRules f = state.value();
            if (f != null && f.isOver(live)) {
                forget();
            }
        });
    }
}
