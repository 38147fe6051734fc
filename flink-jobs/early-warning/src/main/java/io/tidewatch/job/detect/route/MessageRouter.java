package io.tidewatch.job.detect.route;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Attached;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.episode.Signal;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.episode.SingleMessage;
import io.tidewatch.job.detect.follow.RuleEvent;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleIndex;
import io.tidewatch.job.detect.rules.RuleMeter;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.rule.cel.Where;
import io.tidewatch.rule.cel.WhereIndex;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.wire.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one message has to go under a set of rules: to the series that count it, to the rules that take messages in order,
 * and, where a single-message rule holds for it, to the episodes. Plain Java: an operator that routes and an explanation of
 * what was routed ask the same.
 *
 * <p>A {@code where} is tested per opinion; a message without opinions is one row with none. A message counts at most once
 * per series.
 */
public final class MessageRouter {
    /** Takes what a message becomes. */
    public interface Sink {
        /** A series counts it. */
        void count(SeriesEvent event);

        /** A single-message rule holds for it. */
        void hit(Signal signal);

        /** A single-message rule wants it, and asks how rare that is. */
        void weigh(SingleMessage message);

        /** A rule takes it in its order. */
        void follow(RuleEvent event);
    }

    private final ActiveRules active;
    private final @Nullable RuleMeter meter;

    public MessageRouter(ActiveRules active) {
        this(active, null);
    }

    /** @param meter of what the rules cost; null: nobody asks */
    MessageRouter(ActiveRules active, @Nullable RuleMeter meter) {
        this.active = active;
        this.meter = meter;
    }

    public void route(CountedMessage counted, Sink sink) {
        RuleIndex index = active.index();
        List<Row> rows = rows(counted.message(), active.taxonomy());
        MessageGroups groups = new MessageGroups(rows);
        WhereIndex.Holding holding = meter == null ? index.holding(rows) : index.holding(rows, meter);
        Slim slim = new Slim(counted, rows.get(0));
        for (RuleIndex.Found<ActiveRules.Plan> found : index.plans(holding)) {
            SeriesSpec spec = found.target().spec();
            List<RuleIndex.Found<Map.Entry<String, Where>>> shares = index.shares(found.target(), rows);
            for (MessageGroups.Keyed group : groups.of(spec.by(), found.rows())) {
                sink.count(new SeriesEvent(
                        spec.hash() + '|' + group.key(),
                        spec.hash(),
                        group.group(),
                        shares.isEmpty()
                                ? slim.get()
                                : slim.get().in(shares(shares, groups, spec, found.rows(), group))));
            }
        }
        if (counted.original()) {
            for (RuleIndex.Found<Rule> found : index.matches(holding)) {
                match(found, counted, groups, sink);
            }
        }
        if (active.follows()) {
            follow(counted, groups, holding, slim, sink);
        }
    }

    /** What series and rules keep of a message, made when the first of them wants it. */
    private static final class Slim {
        private final CountedMessage counted;
        private final Row row;
        private @Nullable SeriesMessage made;

        Slim(CountedMessage counted, Row row) {
            this.counted = counted;
            this.row = row;
        }

        SeriesMessage get() {
            if (made == null) {
                made = slim(counted, row);
            }
            return made;
        }
    }

    /** The shares that a message of a group belongs to: those of any of its opinions there. */
    private static List<String> shares(
            List<RuleIndex.Found<Map.Entry<String, Where>>> shares,
            MessageGroups groups,
            SeriesSpec spec,
            int[] counted,
            MessageGroups.Keyed group) {
        List<String> names = new ArrayList<>();
        for (RuleIndex.Found<Map.Entry<String, Where>> share : shares) {
            for (int row : share.rows()) {
                if (Arrays.binarySearch(counted, row) >= 0
                        && groups.of(spec.by(), row).contains(group)) {
                    names.add(share.target().getKey());
                    break;
                }
            }
        }
        return names;
    }

    private void follow(
            CountedMessage counted, MessageGroups groups, WhereIndex.Holding holding, Slim slim, Sink sink) {
        AnnotatedFeedback m = counted.message();
        if (counted.original()) {
            for (RuleIndex.Found<Rule> found : active.index().newTerms(holding)) {
                Rule rule = found.target();
                for (MessageGroups.Keyed group : groups.of(rule.series().by(), found.rows())) {
                    sink.follow(event(rule, 0, group.group(), true, false, 0, m, slim));
                }
            }
        }
        // a near copy by the same customer is another contact; someone else's post passed on is none
        if (m.feedback().repostOf() == null) {
            repeat(m, groups, holding, slim, sink);
        }
        for (RuleIndex.Found<ActiveRules.SequencePlan> found : active.index().sequences(holding)) {
            ActiveRules.SequencePlan plan = found.target();
            Map<Group, Integer> steps = steps(plan.rule(), groups);
            steps.forEach((group, bits) -> {
                if (bits != 0 || plan.every()) {
                    for (int path = 0; path < plan.paths(); path++) {
                        sink.follow(event(plan.rule(), path, group, true, false, bits, m, slim));
                    }
                }
            });
        }
    }

    private void repeat(AnnotatedFeedback m, MessageGroups groups, WhereIndex.Holding holding, Slim slim, Sink sink) {
        boolean closed = active.index().waitsForClosing() && TicketClosed.by(m.feedback());
        for (RuleIndex.Found<Rule> found : closed
                ? active.index().repeatsWhenClosed(holding, groups.rows().size())
                : active.index().repeats(holding)) {
            Rule rule = found.target();
            boolean closes = closed && waitsForClosing(rule);
            for (MessageGroups.Keyed group : groups.of(rule.series().by(), found.rows())) {
                if (isKnown(group.group())) {
                    sink.follow(event(rule, 0, group.group(), !closes, closes, 0, m, slim));
                }
            }
        }
    }

    private static boolean waitsForClosing(Rule rule) {
        return rule.spec() instanceof RepeatSpec repeat && repeat.afterClose();
    }

    /** True when a message closes a ticket, and the rule waits for that. */
    public static boolean closes(Rule rule, Feedback f) {
        return waitsForClosing(rule) && TicketClosed.by(f);
    }

    /** The groups in which the message is of the rule's population, and which steps it can be there. */
    public static Map<Group, Integer> steps(Rule rule, MessageGroups groups) {
        Map<Group, Integer> out = new LinkedHashMap<>();
        Where where = rule.where();
        List<Step> steps = rule.spec() instanceof SequenceSpec sequence ? sequence.steps() : List.of();
        for (int number = 0; number < groups.rows().size(); number++) {
            Row row = groups.rows().get(number);
            if (!where.test(row)) {
                continue;
            }
            int bits = 0;
            for (int i = 0; i < steps.size(); i++) {
                bits |= steps.get(i).where().test(row) ? 1 << i : 0;
            }
            for (MessageGroups.Keyed group : groups.of(rule.series().by(), number)) {
                if (isKnown(group.group())) {
                    out.merge(group.group(), bits, (a, b) -> a | b);
                }
            }
        }
        return out;
    }

    /** False when the message has no value for one of the names: it is then nobody's. */
    private static boolean isKnown(Group group) {
        return !group.values().contains(Dimensions.UNKNOWN);
    }

    private RuleEvent event(
            Rule rule,
            int path,
            Group group,
            boolean counts,
            boolean closes,
            int steps,
            AnnotatedFeedback m,
            Slim slim) {
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
                slim.get());
    }

    /** What a {@code where} is tested on: a row per opinion, or one without. */
    public static List<Row> rows(AnnotatedFeedback m, Taxonomy taxonomy) {
        if (m.opinions().isEmpty()) {
            return List.of(new Row(m, null, null));
        }
        List<Row> rows = new ArrayList<>(m.opinions().size());
        for (Opinion o : m.opinions()) {
            rows.add(new Row(m, o, taxonomy.leaf(o.issue())));
        }
        return rows;
    }

    /** The groups of the rows that a {@code where} takes, in the order of the rows. */
    public static Set<Group> groups(SeriesSpec spec, Where where, List<Row> rows) {
        Set<Group> groups = new LinkedHashSet<>();
        for (Row row : rows) {
            if (where.test(row)) {
                groups.addAll(MessageGroups.groupsOf(spec.by(), row));
            }
        }
        return groups;
    }

    /**
     * What series and rules keep of a message.
     *
     * @param row of any of its opinions
     */
    public static SeriesMessage slim(CountedMessage counted, Row row) {
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        List<String> traits = new ArrayList<>(Dimensions.SHOWN.size());
        for (String dimension : Dimensions.SHOWN) {
            String value = Dimensions.valueOf(dimension, row);
            if (!value.equals("unknown")) {
                traits.add(dimension + "=" + value);
            }
        }
        f.dims().forEach((dimension, value) -> traits.add(dimension + "=" + value));
        Set<String> complaints = new LinkedHashSet<>();
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o)) {
                complaints.add(o.issue());
            }
        }
        if (complaints.size() > 1) {
            complaints.forEach(issue -> traits.add(LevelShare.ALSO + "=" + issue));
        }
        String author = f.author().id();
        return SeriesMessage.builder(f.eventTime(), f.id())
                .original(counted.original())
                .negative(m.sentiment().label() == Label.NEGATIVE || hasComplaint(m))
                .author(StableHash.fast(author == null ? f.id() : author))
                .followers(f.author().followers())
                .text(Excerpt.of(f.text(), SeriesMessage.MAX_TEXT, "…"))
                .channel(f.channel())
                .source(f.source())
                .keywords(m.keywords())
                .traits(traits)
                .saidAt(m.saidAt())
                .receivedAt(m.receivedAt())
                .annotatedAt(m.annotatedAt())
                .attached(Attached.of(f))
                .build()
                .readBy(modelOf(m.analysisVersion()));
    }

    /** The part of the analysis that is not the issues' definitions; 0 where it is not named. */
    private static long modelOf(String analysis) {
        int dash = analysis.indexOf('-');
        return dash < 0 ? 0 : StableHash.fast(analysis.substring(dash));
    }

    private static boolean hasComplaint(AnnotatedFeedback m) {
        for (Opinion o : m.opinions()) {
            if (m.isComplaint(o)) {
                return true;
            }
        }
        return false;
    }

    private static void match(RuleIndex.Found<Rule> found, CountedMessage counted, MessageGroups groups, Sink sink) {
        Rule rule = found.target();
        Measured measured = measured(counted.message());
        boolean weighed = rule.asksFor(Metric.SURPRISE);
        SeverityLevel level = weighed ? null : rule.levelOf(measured);
        if (!weighed && level == null) {
            return;
        }
        for (MessageGroups.Keyed group : groups.of(rule.series().by(), found.rows())) {
            Signal signal = hit(rule, level, group.group(), counted);
            if (weighed) {
                sink.weigh(new SingleMessage(signal, measured.of(Metric.GRADE), measured.of(Metric.VELOCITY)));
            } else {
                sink.hit(signal);
            }
        }
    }

    /**
     * A rule wants one message.
     *
     * @param level whose conditions hold; null where that is not known yet
     */
    public static Signal hit(Rule rule, @Nullable SeverityLevel level, Group group, CountedMessage counted) {
        return new Signal(rule.name(), rule.structure(), group, reading(rule, level, counted));
    }

    /** The figures of one message that conditions are compared to. */
    public static Measured measured(AnnotatedFeedback m) {
        Feedback f = m.feedback();
        double tenMinutes = Math.max(1, (m.annotatedAt() - m.saidTime()) / 600_000d);
        return metric -> switch (metric) {
            case GRADE -> m.grade();
            case REACH -> f.author().followers();
            case VELOCITY -> (f.engagement().reposts() + f.engagement().comments()) / tenMinutes;
            default -> Double.NaN;
        };
    }

    private static RuleReading reading(Rule rule, @Nullable SeverityLevel level, CountedMessage counted) {
        AnnotatedFeedback m = counted.message();
        Feedback f = m.feedback();
        EvidenceSample sample = new EvidenceSample(
                        f.id(),
                        Excerpt.of(f.text(), SeriesMessage.MAX_TEXT, "…"),
                        f.channel(),
                        f.source(),
                        m.saidTime())
                .with(Attached.of(f));
        return new RuleReading(
                rule.name(),
                f.eventTime(),
                level == null ? null : level.severity(),
                f.eventTime(),
                false,
                AlertValue.builder()
                        .posts(1)
                        .originals(1)
                        .authors(1)
                        .reach(f.author().followers())
                        .negativeShare(hasComplaint(m) ? 1 : 0)
                        .build(),
                new Evidence(sample, List.of(sample), m.keywords(), List.of()).said(m.saidAt(), m.saidAt()),
                false,
                m.receivedAt(),
                m.annotatedAt());
    }
}
