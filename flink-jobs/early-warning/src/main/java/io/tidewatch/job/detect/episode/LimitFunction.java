package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.DayBudget;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps a rule from burying the others. It has no more alerts open at a time than its {@code max_alerts}: what is left out
 * takes a place as soon as one is free; each alert that is emitted while there is none says so. And it opens no more episodes
 * above info on a local day than its {@code budget} ({@link DayBudget}): an alert beyond is passed on as info and {@code held}.
 * When the next day begins, or the budget is raised, those that are still open compete with the new ones, and what is opened
 * then is amended, its revision one higher; one that becomes critical is opened at once.
 *
 * <p>Key: rule. Kept: which alerts are open, at most {@code max_alerts}, and whether each was passed on as above info; those
 * that are held, as they came; how many revisions were added to an alert, until it is resolved; the count of the
 * day, until the rule is gone; changes until the watermark passes them, so that it does not depend on the order of arrival who is left out or held (counters {@code
 * alerts_left_out}, {@code alerts_held}).
 */
public final class LimitFunction extends KeyedBroadcastProcessFunction<String, Alert, RuleUpdate, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Alert> ORDER =
            Comparator.comparingLong(Alert::startsAt).thenComparing(Alert::id).thenComparingInt(Alert::revision);

    private final DetectSettings settings;
    private transient LiveRules rules;
    private transient MapState<String, Boolean> open;
    private transient ValueState<Integer> size;
    private transient MapState<String, Alert> held;
    private transient MapState<String, Integer> added;
    private transient ValueState<DayBudget> budget;
    private transient EventTimeBuffer<Alert> waiting;
    private transient Counter leftOut;
    private transient Counter heldBack;

    public LimitFunction(DetectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(settings.rules(), getRuntimeContext().getMetricGroup());
        // true: passed on as above info; so are all that are open in state of a version without budgets
        open = getRuntimeContext().getMapState(new MapStateDescriptor<>("open", Types.STRING, Types.BOOLEAN));
        size = getRuntimeContext().getState(new ValueStateDescriptor<>("size", Types.INT));
        held = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("held", Types.STRING, TypeInformation.of(Alert.class)));
        added = getRuntimeContext().getMapState(new MapStateDescriptor<>("added", Types.STRING, Types.INT));
        budget =
                getRuntimeContext().getState(new ValueStateDescriptor<>("budget", TypeInformation.of(DayBudget.class)));
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(Alert.class), ORDER);
        leftOut = DetectMetric.ALERTS_LEFT_OUT.counter(getRuntimeContext().getMetricGroup());
        heldBack = DetectMetric.ALERTS_HELD.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Alert alert, ReadOnlyContext ctx, Collector<Alert> out) throws Exception {
        Long at = ctx.timestamp();
        waiting.add(alert, at == null ? alert.updatedAt() : at, ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        Rule rule = active.rule(ctx.getCurrentKey());
        List<Alert> due = new ArrayList<>();
        for (Alert alert : waiting.takeAt(at)) {
            take(alert, rule == null ? Integer.MAX_VALUE : rule.maxAlerts(), due);
        }
        int perDay = rule == null ? Rule.Limits.UNLIMITED : rule.budget();
        DayBudget today = day(at);
        List<Alert> candidates = candidates(due, rule != null && settings.isWithin(at, ctx.currentWatermark()));
        Map<String, Alert> opened = new LinkedHashMap<>();
        if (!candidates.isEmpty()) {
            DayBudget.Choice choice = today.choose(candidates, perDay);
            budget.update(choice.after());
            choice.opened().forEach(a -> opened.put(a.id(), a));
        }
        for (Alert alert : due) {
            pass(alert, opened.remove(alert.id()) != null, perDay, out);
        }
        for (Alert alert : opened.values()) {
            openHeld(alert, at, out);
        }
        if (rule == null) {
            budget.clear();
        } else if (!held.isEmpty()) {
            long next = today.nextDay(settings.zone());
            if (settings.isWithin(next, ctx.currentWatermark())) {
                ctx.timerService().registerEventTimeTimer(next);
            }
        }
    }

    private void take(Alert alert, int most, List<Alert> due) throws Exception {
        Integer known = size.value();
        int before = known == null ? 0 : known;
        boolean emitted = open.contains(alert.id());
        if (!emitted && (!alert.isOpen() || before >= most)) {
            leftOut.inc();
            return;
        }
        if (!emitted) {
            open.put(alert.id(), false);
            size.update(before + 1);
        } else if (!alert.isOpen()) {
            size.update(before - 1);
        }
        boolean full = (emitted ? before : before + 1) >= most;
        due.add(full ? withNote(alert, most) : alert);
    }

    /** What may be above info from now on: of the due ones and, if these may come too, of the held ones. */
    private List<Alert> candidates(List<Alert> due, boolean heldToo) throws Exception {
        Map<String, Alert> byId = new LinkedHashMap<>();
        if (heldToo) {
            for (Alert alert : held.values()) {
                byId.put(alert.id(), alert);
            }
            due.forEach(a -> byId.remove(a.id()));
        }
        for (Alert alert : due) {
            if (isAboveInfo(alert) && alert.isOpen() && !isOpened(alert)) {
                byId.put(alert.id(), alert);
            }
        }
        return List.copyOf(byId.values());
    }

    private DayBudget day(long at) throws Exception {
        DayBudget known = budget.value();
        return (known == null ? DayBudget.NONE : known).at(at, settings.zone());
    }

    private void pass(Alert alert, boolean opens, int perDay, Collector<Alert> out) throws Exception {
        if (opens) {
            open.put(alert.id(), true);
        }
        Alert shown = alert;
        Integer more = added.get(alert.id());
        if (more != null) {
            shown = shown.toBuilder().revision(alert.revision() + more).build();
        }
        if (!isAboveInfo(alert) || isOpened(alert)) {
            held.remove(alert.id());
        } else {
            if (!held.contains(alert.id())) {
                heldBack.inc();
            }
            held.put(alert.id(), alert);
            shown = asHeld(shown, perDay);
        }
        if (!alert.isOpen()) {
            open.remove(alert.id());
            held.remove(alert.id());
            added.remove(alert.id());
        }
        out.collect(shown);
    }

    /** A held alert is above info now, though nothing new has come of it. */
    private void openHeld(Alert alert, long at, Collector<Alert> out) throws Exception {
        Integer more = added.get(alert.id());
        int revisions = more == null ? 1 : more + 1;
        added.put(alert.id(), revisions);
        open.put(alert.id(), true);
        held.remove(alert.id());
        out.collect(alert.toBuilder()
                .status(AlertStatus.AMENDED)
                .revision(alert.revision() + revisions)
                .updatedAt(Math.max(alert.updatedAt(), at))
                .build());
    }

    private boolean isOpened(Alert alert) throws Exception {
        return Boolean.TRUE.equals(open.get(alert.id()));
    }

    private static boolean isAboveInfo(Alert alert) {
        return alert.severity() != Severity.INFO;
    }

    private static Alert asHeld(Alert a, int perDay) {
        Alert held =
                a.toBuilder().severity(Severity.INFO).held(Alert.HELD_BY_BUDGET).build();
        return a.isOpen()
                ? held.withSummary(new Bilingual(
                        a.summary().zh() + "（该规则每天最多 " + perDay + " 条，今天已满，先记录）",
                        a.summary().en() + " (this rule has opened its " + perDay + " of the day: recorded only)"))
                : held;
    }

    private static Alert withNote(Alert a, int most) {
        return a.withSummary(new Bilingual(
                a.summary().zh() + "（该规则同时最多 " + most + " 条预警，其余已略去）",
                a.summary().en() + " (this rule is at its limit of " + most + " open alerts, others are left out)"));
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<Alert> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }
}
