package io.tidewatch.job.detect.follow;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.job.detect.episode.Signal;
import io.tidewatch.job.detect.rules.LateRules;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.surge.TermTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a window that were not usual in the background before it; see {@link TermTest}.
 *
 * <p>Kept for a key: the originals of the window, of each interval at most {@value #MAX_PER_PANE} (more are left out of window
 * and background alike, counter {@code terms_sampled_out}); the background in {@value #PANES} panes of at most {@link
 * TermPane#MAX_WORDS} words, rarer ones being taken for as frequent as the most frequent one that had to go; the words told
 * lately. A pane goes when the background has passed it, and all of it when nothing has been said for so long.
 *
 * <p>Nothing is told before a tenth of the background, or a window, has been heard, and {@value #MIN_HEARD} messages.
 * Of words that stand in the same messages only the most surprising one is told, the others are its keywords.
 */
public final class NewTermRule implements OrderedRule {
    public static final int MIN_HEARD = 30;
    private static final int PANES = 30;
    private static final int MAX_PER_PANE = 200;
    private static final int MAX_ALERTS = 5;
    /** A word of which so many messages also have a word already told says nothing new. */
    private static final double SAME_MESSAGES = 0.6;
    /** What "not usual" means where a severity does not say. */
    public static final double DEFAULT_FDR = 0.05;

    private final MapState<Long, List<SeriesMessage>> recent;
    private final MapState<Long, TermPane> background;
    private final MapState<String, Long> alerted;
    private final ValueState<TermClock> clock;
    private final Counter left;

    NewTermRule(KeyedStateStore store, MetricGroup metrics) {
        recent = store.getMapState(new MapStateDescriptor<>(
                "term-window", Types.LONG, Types.LIST(TypeInformation.of(SeriesMessage.class))));
        background = store.getMapState(
                new MapStateDescriptor<>("term-background", Types.LONG, TypeInformation.of(TermPane.class)));
        alerted = store.getMapState(new MapStateDescriptor<>("terms-told", Types.STRING, Types.LONG));
        clock = store.getState(new ValueStateDescriptor<>("term-clock", TypeInformation.of(TermClock.class)));
        left = DetectMetric.TERMS_SAMPLED_OUT.counter(metrics);
    }

    @Override
    public void take(Rule rule, RuleEvent event, Collector<Signal> out) throws Exception {
        SeriesMessage m = event.message();
        long pane = Math.floorDiv(m.time(), rule.intervalMs()) * rule.intervalMs();
        List<SeriesMessage> known = recent.get(pane);
        if (known != null && known.size() >= MAX_PER_PANE) {
            left.inc();
            return;
        }
        List<SeriesMessage> more = known == null ? new ArrayList<>() : known;
        more.add(m);
        recent.put(pane, more);
        TermClock c = clock.value();
        if (c == null) {
            clock.update(new TermClock(m.time(), pane + rule.intervalMs()));
        } else if (c.dueAt() == 0) {
            clock.update(new TermClock(c.since(), pane + rule.intervalMs()));
        }
    }

    @Override
    public long advance(Rule rule, LateRules key, long now, Collector<Signal> out) throws Exception {
        TermClock c = clock.value();
        if (c == null) {
            return NEVER;
        }
        if (c.dueAt() != 0 && c.dueAt() <= now) {
            long grid = Math.floorDiv(now, rule.intervalMs()) * rule.intervalMs();
            age(rule, grid);
            look(rule, key.group(), c, grid, out);
            boolean more = false;
            for (long pane : recent.keys()) {
                more |= pane >= grid;
            }
            c = new TermClock(c.since(), more ? grid + rule.intervalMs() : 0);
            clock.update(c);
        }
        if (c.dueAt() != 0) {
            return c.dueAt();
        }
        return rest(rule, now);
    }

    /** When nothing new is said: until when anything of it is still to be remembered. */
    private long rest(Rule rule, long now) throws Exception {
        age(rule, Math.floorDiv(now, rule.intervalMs()) * rule.intervalMs());
        if (recent.isEmpty() && background.isEmpty()) {
            clear();
            return NEVER;
        }
        long first = Long.MAX_VALUE;
        for (long pane : recent.keys()) {
            first = Math.min(first, pane + rule.intervalMs() + rule.windowMs());
        }
        for (long pane : background.keys()) {
            first = Math.min(first, pane + paneMs(rule) + backgroundMs(rule) + rule.windowMs());
        }
        long interval = rule.intervalMs();
        return Math.max(first, Math.floorDiv(now, interval) * interval + interval);
    }

    /** What the window has passed becomes background; what the background has passed goes. */
    private void age(Rule rule, long grid) throws Exception {
        TreeMap<Long, List<List<String>>> passed = new TreeMap<>();
        List<Long> gone = new ArrayList<>();
        for (Map.Entry<Long, List<SeriesMessage>> e : recent.entries()) {
            if (e.getKey() + rule.intervalMs() <= grid - rule.windowMs()) {
                long pane = Math.floorDiv(e.getKey(), paneMs(rule)) * paneMs(rule);
                List<List<String>> words = passed.computeIfAbsent(pane, p -> new ArrayList<>());
                e.getValue().forEach(m -> words.add(List.copyOf(words(m))));
                gone.add(e.getKey());
            }
        }
        for (long pane : gone) {
            recent.remove(pane);
        }
        for (Map.Entry<Long, List<List<String>>> e : passed.entrySet()) {
            TermPane known = background.get(e.getKey());
            background.put(e.getKey(), (known == null ? TermPane.EMPTY : known).plus(e.getValue()));
        }
        gone.clear();
        for (long pane : background.keys()) {
            if (pane + paneMs(rule) <= grid - rule.windowMs() - backgroundMs(rule)) {
                gone.add(pane);
            }
        }
        for (long pane : gone) {
            background.remove(pane);
        }
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, Long> e : alerted.entries()) {
            if (e.getValue() + rule.keepFiringMs() < grid) {
                silent.add(e.getKey());
            }
        }
        for (String word : silent) {
            alerted.remove(word);
        }
    }

    /** Distinct keywords without the marks around them: 漏水， and 漏水 are one word. */
    public static Set<String> words(SeriesMessage m) {
        Set<String> out = new LinkedHashSet<>();
        for (String k : m.keywords()) {
            int from = 0;
            int to = k.length();
            while (from < to && !Character.isLetterOrDigit(k.codePointAt(from))) {
                from += Character.charCount(k.codePointAt(from));
            }
            while (to > from && !Character.isLetterOrDigit(k.codePointBefore(to))) {
                to -= Character.charCount(k.codePointBefore(to));
            }
            if (from < to) {
                out.add(k.substring(from, to));
            }
        }
        return out;
    }

    private void look(Rule rule, Group group, TermClock c, long grid, Collector<Signal> out) throws Exception {
        long before = 0;
        List<TermPane> panes = new ArrayList<>();
        for (TermPane p : background.values()) {
            panes.add(p);
            before += p.originals();
        }
        if (before < MIN_HEARD || grid - c.since() < leastHeardMs(rule)) {
            return;
        }
        TreeMap<Long, List<SeriesMessage>> window = new TreeMap<>();
        for (Map.Entry<Long, List<SeriesMessage>> e : recent.entries()) {
            if (e.getKey() < grid) {
                window.put(e.getKey(), e.getValue());
            }
        }
        Map<String, List<SeriesMessage>> byWord = new TreeMap<>();
        long all = 0;
        for (List<SeriesMessage> pane : window.values()) {
            all += pane.size();
            for (SeriesMessage m : pane) {
                for (String w : words(m)) {
                    byWord.computeIfAbsent(w, k -> new ArrayList<>()).add(m);
                }
            }
        }
        List<TermTest.Count> counts = new ArrayList<>(byWord.size());
        byWord.forEach((word, messages) -> counts.add(new TermTest.Count(
                word, messages.size(), panes.stream().mapToLong(p -> p.of(word)).sum())));
        List<Found> found = new ArrayList<>();
        for (TermTest.Verdict v : TermTest.of(counts, all, before)) {
            List<SeriesMessage> messages = byWord.get(v.word());
            SeverityLevel level = levelOf(rule, v, messages);
            if (level != null) {
                found.add(new Found(v, level, messages));
            }
        }
        boolean young = grid - c.since() < backgroundMs(rule);
        for (Map.Entry<Found, List<String>> f : strongest(found).entrySet()) {
            alerted.put(f.getKey().verdict.word(), grid);
            out.collect(signal(rule, group, grid, f.getKey(), f.getValue(), young));
        }
    }

    private record Found(TermTest.Verdict verdict, SeverityLevel level, List<SeriesMessage> messages) {}

    public static Measured measured(TermTest.Verdict v, List<SeriesMessage> messages) {
        return metric -> switch (metric) {
            case ORIGINALS -> messages.size();
            case AUTHORS ->
                messages.stream().mapToLong(SeriesMessage::author).distinct().count();
            case LIFT -> v.lift();
            case FDR -> v.fdr();
            default -> Double.NaN;
        };
    }

    private static @Nullable SeverityLevel levelOf(Rule rule, TermTest.Verdict v, List<SeriesMessage> messages) {
        if (v.g2() <= 0) {
            return null;
        }
        SeverityLevel level = rule.levelOf(measured(v, messages));
        boolean says = level != null && level.conditions().stream().anyMatch(c -> c.metric() == Metric.FDR);
        return says || v.fdr() <= DEFAULT_FDR ? level : null;
    }

    /** Each word that is told, and those that stand in the same messages. Words told before come first. */
    private Map<Found, List<String>> strongest(List<Found> found) throws Exception {
        List<Found> order = new ArrayList<>();
        for (Found f : found) {
            if (alerted.contains(f.verdict.word())) {
                order.add(f);
            }
        }
        for (Found f : found) {
            if (!order.contains(f)) {
                order.add(f);
            }
        }
        Map<Found, List<String>> out = new java.util.LinkedHashMap<>();
        Map<Found, Set<String>> ids = new HashMap<>();
        for (Found f : order) {
            Found same = null;
            for (Map.Entry<Found, Set<String>> known : ids.entrySet()) {
                long shared = f.messages.stream()
                        .filter(m -> known.getValue().contains(m.id()))
                        .count();
                if (shared >= SAME_MESSAGES * f.messages.size()
                        && (same == null || known.getKey().verdict.g2() > same.verdict.g2())) {
                    same = known.getKey();
                }
            }
            if (same != null) {
                Objects.requireNonNull(out.get(same)).add(f.verdict.word());
            } else if (out.size() < MAX_ALERTS) {
                out.put(f, new ArrayList<>());
                Set<String> of = new HashSet<>();
                f.messages.forEach(m -> of.add(m.id()));
                ids.put(f, of);
            }
        }
        return out;
    }

    private static Signal signal(Rule rule, Group group, long grid, Found f, List<String> beside, boolean young) {
        List<String> names = new ArrayList<>(group.names());
        List<String> values = new ArrayList<>(group.values());
        names.add("keyword");
        values.add(f.verdict.word());
        Map<Long, Long> reach = new HashMap<>();
        List<EvidenceSample> samples = new ArrayList<>();
        long negative = 0;
        long receivedAt = 0;
        long annotatedAt = 0;
        for (SeriesMessage m : f.messages) {
            reach.merge(m.author(), m.followers(), Math::max);
            negative += m.negative() ? 1 : 0;
            receivedAt = Math.max(receivedAt, m.receivedAt());
            annotatedAt = Math.max(annotatedAt, m.annotatedAt());
            if (samples.size() < Math.max(1, rule.samples())) {
                samples.add(new EvidenceSample(m.id(), m.text(), m.channel(), m.source(), m.time()));
            }
        }
        List<String> keywords = new ArrayList<>();
        keywords.add(f.verdict.word());
        keywords.addAll(beside);
        long n = f.messages.size();
        return new Signal(
                rule.name(),
                rule.structure(),
                new Group(names, values),
                new RuleReading(
                        rule.name(),
                        grid,
                        f.level.severity(),
                        grid,
                        false,
                        AlertValue.builder()
                                .posts(n)
                                .originals(n)
                                .authors(reach.size())
                                .reach(reach.values().stream().mapToLong(x -> x).sum())
                                .expected(f.verdict.expected())
                                .ratio(f.verdict.lift())
                                .probability(1 - f.verdict.fdr())
                                .negativeShare((double) negative / n)
                                .build(),
                        new Evidence(samples.get(0), samples, Evidence.keywords(keywords), List.of()),
                        young,
                        receivedAt,
                        annotatedAt));
    }

    /** For so long a group must have been heard before anything is told. */
    public static long leastHeardMs(Rule rule) {
        return Math.max(rule.windowMs(), backgroundMs(rule) / 10);
    }

    private static long backgroundMs(Rule rule) {
        return ((NewTermSpec) rule.spec()).backgroundMs();
    }

    private static long paneMs(Rule rule) {
        return Math.max(rule.intervalMs(), backgroundMs(rule) / PANES);
    }

    @Override
    public void clear() {
        recent.clear();
        background.clear();
        alerted.clear();
        clock.clear();
    }
}
