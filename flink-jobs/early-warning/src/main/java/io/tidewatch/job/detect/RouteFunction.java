package io.tidewatch.job.detect;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Sample;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Row;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.Where;
import io.tidewatch.surge.Hashing;
import io.tidewatch.surge.Reading;
import io.tidewatch.surge.SeriesMessage;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends each message to the series that count it and to the rules that follow messages one by one, and hits of
 * single-message rules straight to the episodes.
 *
 * <p>A {@code where} is tested per opinion; a message without opinions is one row with none. A message counts at most once
 * per series. No keyed state.
 */
final class RouteFunction extends BroadcastProcessFunction<CountedMessage, RuleUpdate, SeriesEvent> {
    static final OutputTag<Signal> MATCHES =
            new OutputTag<>("matches", org.apache.flink.api.common.typeinfo.TypeInformation.of(Signal.class));

    static final OutputTag<RuleEvent> FOLLOWED =
            new OutputTag<>("followed", org.apache.flink.api.common.typeinfo.TypeInformation.of(RuleEvent.class));

    private static final long serialVersionUID = 1L;
    private static final List<String> TRAITS =
            List.of("city", "region", "product", "brand", "channel", "tier", "source");

    private final RuleUpdate initial;
    private transient LiveRules rules;

    RouteFunction(RuleUpdate initial) {
        this.initial = initial;
    }

    @Override
    public void open(OpenContext context) {
        rules = new LiveRules(initial);
    }

    @Override
    public void processElement(CountedMessage counted, ReadOnlyContext ctx, Collector<SeriesEvent> out)
            throws Exception {
        ActiveRules active = rules.active(ctx.getBroadcastState(LiveRules.STATE));
        List<Row> rows = rows(counted.message());
        SeriesMessage slim = null;
        for (ActiveRules.Plan plan : active.plans()) {
            for (Group group : groups(plan.spec(), plan.where(), rows)) {
                if (slim == null) {
                    slim = slim(counted, rows.get(0));
                }
                out.collect(new SeriesEvent(
                        SeriesEvent.keyOf(plan.spec().hash(), group),
                        plan.spec().hash(),
                        group,
                        plan.shares().isEmpty()
                                ? slim
                                : slim.in(shares(plan.spec(), plan.where(), plan.shares(), group, rows))));
            }
        }
        if (counted.original()) {
            for (Rule rule : active.matches()) {
                match(rule, counted, rows, ctx);
            }
        }
        if (active.follows()) {
            follow(active, counted, rows, slim == null ? slim(counted, rows.get(0)) : slim, ctx);
        }
    }

    private static void follow(
            ActiveRules active, CountedMessage counted, List<Row> rows, SeriesMessage slim, ReadOnlyContext ctx) {
        for (Rule rule : counted.original() ? active.newTerms() : List.<Rule>of()) {
            for (Group group : groups(rule.series(), Objects.requireNonNull(rule.where()), rows)) {
                ctx.output(FOLLOWED, event(active, rule, 0, group, true, false, 0, counted.message(), slim));
            }
        }
        for (Rule rule : active.repeats()) {
            repeat(active, rule, counted.message(), rows, slim, ctx);
        }
        for (ActiveRules.SequencePlan plan : active.sequences()) {
            Map<Group, Integer> steps = steps(plan.rule(), rows);
            steps.forEach((group, bits) -> {
                if (bits != 0 || plan.every()) {
                    for (int path = 0; path < plan.paths(); path++) {
                        ctx.output(
                                FOLLOWED,
                                event(active, plan.rule(), path, group, true, false, bits, counted.message(), slim));
                    }
                }
            });
        }
    }

    /** A near copy by the same customer is another contact; someone else's post passed on is none. */
    private static void repeat(
            ActiveRules active,
            Rule rule,
            AnnotatedFeedback m,
            List<Row> rows,
            SeriesMessage slim,
            ReadOnlyContext ctx) {
        boolean closes = Objects.requireNonNull(rule.details()).afterClose() && TicketClosed.by(m.feedback());
        if (m.feedback().repostOf() != null) {
            return;
        }
        Where where = closes ? Where.ALL : Objects.requireNonNull(rule.where());
        for (Group group : groups(rule.series(), where, rows)) {
            if (isKnown(group)) {
                ctx.output(FOLLOWED, event(active, rule, 0, group, !closes, closes, 0, m, slim));
            }
        }
    }

    /** The groups in which the message is of the rule's population, and which steps it can be there. */
    static Map<Group, Integer> steps(Rule rule, List<Row> rows) {
        Map<Group, Integer> out = new LinkedHashMap<>();
        Where where = Objects.requireNonNull(rule.where());
        List<Step> steps = Objects.requireNonNull(rule.details()).steps();
        for (Row row : rows) {
            if (!where.test(row)) {
                continue;
            }
            int bits = 0;
            for (int i = 0; i < steps.size(); i++) {
                bits |= steps.get(i).where().test(row) ? 1 << i : 0;
            }
            for (Group group : groupsOf(rule.series(), row)) {
                if (isKnown(group)) {
                    out.merge(group, bits, (a, b) -> a | b);
                }
            }
        }
        return out;
    }

    /** False when the message has no value for one of the names: it is then nobody's. */
    private static boolean isKnown(Group group) {
        return !group.values().contains(Dimensions.UNKNOWN);
    }

    private static RuleEvent event(
            ActiveRules active,
            Rule rule,
            int path,
            Group group,
            boolean counts,
            boolean closes,
            int steps,
            AnnotatedFeedback m,
            SeriesMessage slim) {
        String order = m.feedback().orderId();
        return new RuleEvent(
                rule.name(),
                rule.structure(),
                active.revision(),
                path,
                group,
                counts,
                closes,
                steps,
                order == null ? "" : order,
                m.grade(),
                slim);
    }

    @Override
    public void processBroadcastElement(RuleUpdate update, Context ctx, Collector<SeriesEvent> out) throws Exception {
        rules.accept(update, ctx.getBroadcastState(LiveRules.STATE));
    }

    private List<Row> rows(AnnotatedFeedback m) {
        return rows(m, rules.taxonomy());
    }

    static List<Row> rows(AnnotatedFeedback m, Taxonomy taxonomy) {
        if (m.opinions().isEmpty()) {
            return List.of(new Row(m, null, null));
        }
        List<Row> rows = new ArrayList<>(m.opinions().size());
        for (Opinion o : m.opinions()) {
            rows.add(new Row(m, o, taxonomy.leaf(o.issue())));
        }
        return rows;
    }

    static Set<Group> groups(SeriesSpec spec, Where where, List<Row> rows) {
        Set<Group> groups = new LinkedHashSet<>();
        for (Row row : rows) {
            if (where.test(row)) {
                groups.addAll(groupsOf(spec, row));
            }
        }
        return groups;
    }

    /** The shares that a message of a group belongs to: those of any of its opinions there. */
    static List<String> shares(SeriesSpec spec, Where where, Map<String, Where> shares, Group group, List<Row> rows) {
        List<String> names = new ArrayList<>();
        shares.forEach((name, share) -> {
            for (Row row : rows) {
                if (where.test(row) && share.test(row) && groupsOf(spec, row).contains(group)) {
                    names.add(name);
                    return;
                }
            }
        });
        return names;
    }

    /** One group, or one per keyword where a rule counts by keyword. */
    private static List<Group> groupsOf(SeriesSpec spec, Row row) {
        List<List<String>> values = new ArrayList<>();
        values.add(new ArrayList<>());
        for (String dimension : spec.by()) {
            List<List<String>> next = new ArrayList<>();
            for (String v : Dimensions.valuesOf(dimension, row)) {
                for (List<String> prefix : values) {
                    List<String> longer = new ArrayList<>(prefix);
                    longer.add(v);
                    next.add(longer);
                }
            }
            values = next;
        }
        List<Group> groups = new ArrayList<>(values.size());
        for (List<String> v : values) {
            groups.add(new Group(spec.by(), v));
        }
        return groups;
    }

    static SeriesMessage slim(CountedMessage counted, Row row) {
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        List<String> traits = new ArrayList<>(TRAITS.size());
        for (String dimension : TRAITS) {
            String value = Dimensions.valueOf(dimension, row);
            if (!value.equals("unknown")) {
                traits.add(dimension + "=" + value);
            }
        }
        String author = f.author().id();
        return new SeriesMessage(
                        f.eventTime(),
                        f.id(),
                        counted.original(),
                        m.sentiment().label() == Label.NEGATIVE || hasComplaint(m),
                        Hashing.fast(author == null ? f.id() : author),
                        f.author().followers(),
                        cut(f.text()),
                        f.channel(),
                        f.source(),
                        m.keywords(),
                        traits,
                        m.receivedAt(),
                        m.annotatedAt())
                .readBy(modelOf(m.analysisVersion()));
    }

    /** The part of the analysis that is not the issues' definitions; 0 where it is not told. */
    private static long modelOf(String analysis) {
        int dash = analysis.indexOf('-');
        return dash < 0 ? 0 : Hashing.fast(analysis.substring(dash));
    }

    private static boolean hasComplaint(AnnotatedFeedback m) {
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o)) {
                return true;
            }
        }
        return false;
    }

    private static String cut(String text) {
        if (text.length() <= SeriesMessage.MAX_TEXT) {
            return text;
        }
        int end = SeriesMessage.MAX_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static void match(Rule rule, CountedMessage counted, List<Row> rows, ReadOnlyContext ctx) {
        SeverityLevel level = rule.levelOf(measured(counted.message()));
        Where where = rule.where();
        if (level == null || where == null) {
            return;
        }
        for (Group group : groups(rule.series(), where, rows)) {
            ctx.output(MATCHES, new Signal(rule.name(), rule.structure(), group, reading(rule, level, counted)));
        }
    }

    static Measured measured(AnnotatedFeedback m) {
        Feedback f = m.feedback();
        double tenMinutes = Math.max(1, (m.annotatedAt() - f.eventTime()) / 600_000d);
        return metric -> switch (metric) {
            case GRADE -> m.grade();
            case REACH -> f.author().followers();
            case VELOCITY -> (f.engagement().reposts() + f.engagement().comments()) / tenMinutes;
            default -> Double.NaN;
        };
    }

    private static Reading reading(Rule rule, SeverityLevel level, CountedMessage counted) {
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        Sample sample = new Sample(f.id(), cut(f.text()), f.channel(), f.source(), f.eventTime());
        return new Reading(
                rule.name(),
                f.eventTime(),
                level.severity(),
                f.eventTime(),
                false,
                new AlertValue(1, 1, 1, f.author().followers(), null, null, null, null, hasComplaint(m) ? 1 : 0, null),
                new Evidence(sample, List.of(sample), m.keywords(), List.of()),
                false,
                m.receivedAt(),
                m.annotatedAt());
    }
}
