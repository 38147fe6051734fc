package io.tidewatch.job.detect.follow;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.follow.nfa.CompiledPattern;
import io.tidewatch.job.detect.follow.nfa.KeyedNfa;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.Step;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.SeriesMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partial matches of sequences, in Flink's NFA.
 *
 * <p>Kept for a key: its partial matches, and the messages that can be steps of one, until the last partial match has
 * completed, broken or run out of time. Of more than {@value #MAX_PARTIAL} partial matches of a key those that began first go (counter
 * {@code partial_matches_dropped}).
 */
final class SequenceRule implements OrderedRule {
    private static final Logger LOG = LoggerFactory.getLogger(SequenceRule.class);
    /**
     * Every first step begins one, and Flink's work on an event grows with their square: 512 cost some tenths of a
     * millisecond, ten thousand a tenth of a second.
     */
    static final int MAX_PARTIAL = 512;

    private final RuntimeContext context;
    private final KeyedNfa<StepEvent> nfa;
    private final MapState<String, SeriesMessage> messages;
    private final Counter dropped;
    private final Map<String, Path> paths = new HashMap<>();

    private record Path(SequencePath path, CompiledPattern<StepEvent> pattern) {}

    SequenceRule(RuntimeContext context, KeyedStateStore store) {
        this.context = context;
        this.nfa = new KeyedNfa<>(store, context.createSerializer(TypeInformation.of(StepEvent.class)));
        this.messages = store.getMapState(
                new MapStateDescriptor<>("messages", Types.STRING, TypeInformation.of(SeriesMessage.class)));
        this.dropped = DetectMetric.PARTIAL_MATCHES_DROPPED.counter(context.getMetricGroup());
    }

    @Override
    public void take(Rule rule, RuleEvent event, Collector<Signal> out) throws Exception {
        Path path = path(rule, event.path());
        SeriesMessage m = event.message();
        pass(rule, path, event.group(), m.time(), out);
        if (event.steps() != 0) {
            messages.put(m.id(), m);
        }
        for (Map<String, List<StepEvent>> match :
                nfa.process(path.pattern, new StepEvent(m.time(), m.id(), event.steps()), m.time())) {
            emit(rule, path, event.group(), match, m.time(), out);
        }
        int partial = nfa.partialMatches();
        if (partial == 0) {
            messages.clear();
        } else if (partial > MAX_PARTIAL) {
            if (dropped.getCount() == 0) {
                LOG.warn("partial matches dropped, first begun first: rule={} most={}", rule.name(), MAX_PARTIAL);
            }
            dropped.inc(nfa.keepNewest(MAX_PARTIAL));
        }
    }

    @Override
    public long advance(Rule rule, RuleOwner key, long now, Collector<Signal> out) throws Exception {
        Path path = path(rule, key.path());
        long next = nfa.nextTimeout(path.pattern);
        if (next > now) {
            return next == KeyedNfa.NO_TIMEOUT ? NEVER : next;
        }
        pass(rule, path, key.group(), now, out);
        next = nfa.nextTimeout(path.pattern);
        if (next == KeyedNfa.NO_TIMEOUT) {
            messages.clear();
            return NEVER;
        }
        forgetBefore(next - within(rule));
        return next;
    }

    /** Lets time pass: what waited for an absence at the end is whole now. */
    private void pass(Rule rule, Path path, Group group, long now, Collector<Signal> out) throws Exception {
        List<Map<String, List<StepEvent>>> late = new ArrayList<>();
        List<Map<String, List<StepEvent>>> whole = nfa.advance(path.pattern, now, late::add);
        for (Map<String, List<StepEvent>> match : whole) {
            emit(rule, path, group, match, now, out);
        }
        if (path.path.endsWithStrictAbsence()) {
            for (Map<String, List<StepEvent>> partial : late) {
                if (path.path.isWhole(partial)) {
                    emit(rule, path, group, partial, first(partial) + within(rule), out);
                }
            }
        }
    }

    private void forgetBefore(long time) throws Exception {
        for (Iterator<Map.Entry<String, SeriesMessage>> it = messages.iterator(); it.hasNext(); ) {
            if (it.next().getValue().time() < time) {
                it.remove();
            }
        }
    }

    /** Null when a step is called the same in Chinese. */
    private static @Nullable String chinese(Rule rule, String step) {
        for (Step s : ((SequenceSpec) rule.spec()).steps()) {
            if (s.name().equals(step) && !s.shown().zh().equals(step)) {
                return s.shown().zh();
            }
        }
        return null;
    }

    private void emit(
            Rule rule, Path path, Group group, Map<String, List<StepEvent>> match, long now, Collector<Signal> out)
            throws Exception {
        SeverityLevel level = rule.levelOf(Measured.NONE);
        if (level == null) {
            return;
        }
        boolean waited = path.path.endsWithAbsence() && !path.path.endsWithStrictAbsence();
        long at = waited ? first(match) + within(rule) : now;
        List<EvidenceSample> samples = new ArrayList<>();
        Set<String> keywords = new LinkedHashSet<>();
        Map<Long, Long> reach = new HashMap<>();
        Set<String> ids = new HashSet<>();
        long originals = 0;
        long negative = 0;
        long receivedAt = 0;
        long annotatedAt = 0;
        for (Map.Entry<String, List<StepEvent>> step : path.path.byStep(match).entrySet()) {
            for (StepEvent e : step.getValue()) {
                SeriesMessage m = messages.get(e.id());
                if (m == null || !ids.add(m.id())) {
                    continue;
                }
                samples.add(new EvidenceSample(
                        m.id(),
                        m.text(),
                        m.channel(),
                        m.source(),
                        m.saidTime(),
                        step.getKey(),
                        chinese(rule, step.getKey()),
                        m.attached()));
                keywords.addAll(m.keywords());
                reach.merge(m.author(), m.followers(), Math::max);
                originals += m.original() ? 1 : 0;
                negative += m.negative() ? 1 : 0;
                receivedAt = Math.max(receivedAt, m.receivedAt());
                annotatedAt = Math.max(annotatedAt, m.annotatedAt());
            }
        }
        long followers = reach.values().stream().mapToLong(f -> f).sum();
        List<String> words = List.copyOf(keywords);
        out.collect(new Signal(
                rule.name(),
                rule.structure(),
                group,
                new RuleReading(
                        rule.name(),
                        at,
                        level.severity(),
                        first(match),
                        false,
                        AlertValue.builder()
                                .posts(ids.size())
                                .originals(originals)
                                .authors(reach.size())
                                .reach(followers)
                                .negativeShare(ids.isEmpty() ? 0 : (double) negative / ids.size())
                                .build(),
                        new Evidence(
                                samples.isEmpty() ? null : samples.get(0),
                                samples,
                                Evidence.keywords(words),
                                List.of()),
                        false,
                        receivedAt,
                        annotatedAt)));
    }

    private static long first(Map<String, List<StepEvent>> match) {
        long first = Long.MAX_VALUE;
        for (List<StepEvent> step : match.values()) {
            for (StepEvent e : step) {
                first = Math.min(first, e.time());
            }
        }
        return first;
    }

    private static long within(Rule rule) {
        return ((SequenceSpec) rule.spec()).withinMs();
    }

    private Path path(Rule rule, int number) throws Exception {
        String key = rule.structure() + '/' + number;
        Path p = paths.get(key);
        if (p == null) {
            SequencePath path = SequencePath.of((SequenceSpec) rule.spec()).get(number);
            p = new Path(path, CompiledPattern.of(path.pattern(), path.endsWithStrictAbsence(), context));
            paths.put(key, p);
        }
        return p;
    }

    @Override
    public void clear() throws Exception {
        nfa.retire();
        messages.clear();
    }

    @Override
    public void keepOnly(ActiveRules live) throws Exception {
        Set<String> structures = new HashSet<>();
        live.sequences().forEach(s -> structures.add(s.rule().structure()));
        for (Iterator<Map.Entry<String, Path>> it = paths.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<String, Path> e = it.next();
            if (!structures.contains(e.getKey().substring(0, e.getKey().indexOf('/')))) {
                e.getValue().pattern.close();
                it.remove();
            }
        }
    }

    @Override
    public void close() throws Exception {
        nfa.close();
        for (Path p : paths.values()) {
            p.pattern.close();
        }
    }
}
