package io.tidewatch.term;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.surge.TermTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words of a window that were not usual in the background before it; see {@link TermTest}.
 *
 * <p>Kept: the originals of the window, of each interval at most {@value #MAX_PER_PANE} (more are left out of window and
 * background alike); the background in {@value #PANES} panes of at most {@link TermPane#MAX_WORDS} words, rarer ones being
 * taken for as frequent as the most frequent one that had to go; the words alerted on lately. A pane goes when the background
 * has passed it, and all of it when no message has come for so long.
 *
 * <p>A message that is later than the rule allows goes into the background at once.
 *
 * <p>No word is alerted on before a tenth of the background, or a window, has been observed, and {@value #MIN_BACKGROUND}
 * messages. Of words that stand in the same messages only the most surprising one is, the others are its keywords.
 *
 * <p>Reads and writes its {@link TermStore} and holds nothing itself, so that one may be made for each call.
 */
public final class TermWindow {
    /** Originals of the background without which no word is alerted on. */
    public static final int MIN_BACKGROUND = 30;

    /** No need to look before the next message. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int PANES = 30;
    private static final int MAX_PER_PANE = 200;
    private static final int MAX_ALERTS = 5;
    /** A word of which so many messages also have a word already alerted on says nothing new. */
    private static final double SAME_MESSAGES = 0.6;
    /** What "not usual" means where a severity does not say. */
    private static final double DEFAULT_FDR = 0.05;

    private final Rule rule;
    private final TermStore store;

    /** @throws ClassCastException when the rule is of another kind than {@code new_term} */
    public TermWindow(Rule rule, TermStore store) {
        this.rule = rule;
        this.store = store;
    }

    /**
     * A word of the window.
     *
     * @param messages of the window with it
     * @param before messages of the background with it, never too few
     */
    public record Word(TermTest.Verdict verdict, List<SeriesMessage> messages, long before) implements Measured {
        /** NaN for what a word does not have. */
        @Override
        public double of(Metric metric) {
            return switch (metric) {
                case ORIGINALS -> messages.size();
                case AUTHORS ->
                    messages.stream()
                            .mapToLong(SeriesMessage::author)
                            .distinct()
                            .count();
                case LIFT -> verdict.lift();
                case FDR -> verdict.fdr();
                default -> Double.NaN;
            };
        }

        /** True when a severity holds for it; without a condition on {@code fdr}, at most {@value #DEFAULT_FDR} is asked for. */
        public boolean holds(SeverityLevel level) {
            return level.holds(this) && isUnusual(level);
        }

        private boolean isUnusual(SeverityLevel level) {
            return verdict.fdr() <= DEFAULT_FDR || level.conditions().stream().anyMatch(c -> c.metric() == Metric.FDR);
        }
    }

    /**
     * The window at an instant.
     *
     * @param words that have become more frequent, most surprising first
     * @param originals of the window
     * @param background originals of the background
     * @param observedMs for how long the group has been observed, milliseconds
     */
    public record Comparison(List<Word> words, long originals, long background, long observedMs) {}

    /**
     * Takes a message.
     *
     * @return false when it was left out, there being enough of its interval
     */
    public boolean take(SeriesMessage m) {
        long pane = gridBefore(m.time());
        List<SeriesMessage> known = store.recent().get(pane);
        if (known != null && known.size() >= MAX_PER_PANE) {
            return false;
        }
        List<SeriesMessage> more = known == null ? new ArrayList<>() : known;
        more.add(m);
        store.recent().put(pane, more);
        TermClock c = store.clock();
        if (c == null) {
            store.setClock(new TermClock(m.time(), pane + rule.intervalMs()));
        } else if (c.dueAt() == 0) {
            store.setClock(new TermClock(c.since(), pane + rule.intervalMs()));
        }
        return true;
    }

    /** Takes a message that is later than the rule allows: it is part of what is usual, but no word is new because of it. */
    public void takeLate(SeriesMessage m) {
        long pane = paneBefore(m.time());
        TermPane known = store.background().get(pane);
        store.background().put(pane, (known == null ? TermPane.EMPTY : known).plus(List.of(List.copyOf(words(m)))));
        if (store.clock() == null) {
            store.setClock(new TermClock(m.time(), 0));
        }
    }

    /**
     * Lets event time pass.
     *
     * @param now every message up to it has been taken, but for late ones
     * @param out takes a signal of every word that is new
     * @return when it wants to be called next, after {@code now}; {@link #NEVER} when nothing is remembered
     */
    public long advance(Group group, long now, Consumer<Signal> out) {
        TermClock c = store.clock();
        if (c == null) {
            return NEVER;
        }
        if (c.dueAt() != 0 && c.dueAt() <= now) {
            long grid = gridBefore(now);
            age(grid);
            alert(group, grid, out);
            boolean more = false;
            for (Map.Entry<Long, ?> e : store.recent().entries()) {
                more |= e.getKey() >= grid;
            }
            c = new TermClock(c.since(), more ? grid + rule.intervalMs() : 0);
            store.setClock(c);
        }
        return c.dueAt() != 0 ? c.dueAt() : rest(now);
    }

    /** When no new message comes: until when anything of it is still to be remembered. */
    private long rest(long now) {
        age(gridBefore(now));
        if (store.recent().isEmpty() && store.background().isEmpty()) {
            store.clear();
            return NEVER;
        }
        long first = Long.MAX_VALUE;
        for (Map.Entry<Long, ?> e : store.recent().entries()) {
            first = Math.min(first, e.getKey() + rule.intervalMs() + rule.windowMs());
        }
        for (Map.Entry<Long, ?> e : store.background().entries()) {
            first = Math.min(first, e.getKey() + paneMs() + backgroundMs(rule) + rule.windowMs());
        }
        return Math.max(first, gridBefore(now) + rule.intervalMs());
    }

    /** What the window has passed becomes background; what the background has passed goes. */
    private void age(long grid) {
        TreeMap<Long, List<List<String>>> passed = new TreeMap<>();
        List<Long> gone = new ArrayList<>();
        for (Map.Entry<Long, List<SeriesMessage>> e : store.recent().entries()) {
            if (e.getKey() + rule.intervalMs() <= grid - rule.windowMs()) {
                List<List<String>> words = passed.computeIfAbsent(paneBefore(e.getKey()), p -> new ArrayList<>());
                e.getValue().forEach(m -> words.add(List.copyOf(words(m))));
                gone.add(e.getKey());
            }
        }
        gone.forEach(store.recent()::remove);
        passed.forEach((pane, words) -> {
            TermPane known = store.background().get(pane);
            store.background().put(pane, (known == null ? TermPane.EMPTY : known).plus(words));
        });
        gone.clear();
        for (Map.Entry<Long, ?> e : store.background().entries()) {
            if (e.getKey() + paneMs() <= grid - rule.windowMs() - backgroundMs(rule)) {
                gone.add(e.getKey());
            }
        }
        gone.forEach(store.background()::remove);
        List<String> expired = new ArrayList<>();
        for (Map.Entry<String, Long> e : store.alerted().entries()) {
            if (e.getValue() + rule.keepFiringMs() < grid) {
                expired.add(e.getKey());
            }
        }
        expired.forEach(store.alerted()::remove);
    }

    /** Distinct keywords without the marks around them: 漏水， and 漏水 are one word. */
    private static Set<String> words(SeriesMessage m) {
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

    /** The words of the window before an instant, compared to the background as it is there. */
    public Comparison compare(long at) {
        long grid = gridBefore(at);
        age(grid);
        return compareAged(grid);
    }

    private Comparison compareAged(long grid) {
        TreeMap<Long, List<SeriesMessage>> window = new TreeMap<>();
        for (Map.Entry<Long, List<SeriesMessage>> e : store.recent().entries()) {
            if (e.getKey() < grid) {
                window.put(e.getKey(), e.getValue());
            }
        }
        List<TermPane> background = new ArrayList<>();
        store.background().entries().forEach(e -> background.add(e.getValue()));
        return new Comparison(
                compare(window.values(), background),
                window.values().stream().mapToLong(List::size).sum(),
                originals(background),
                observedMs(grid));
    }

    private long observedMs(long grid) {
        TermClock c = store.clock();
        return c == null ? 0 : grid - c.since();
    }

    private static long originals(List<TermPane> background) {
        return background.stream().mapToLong(TermPane::originals).sum();
    }

    private static List<Word> compare(Collection<List<SeriesMessage>> window, List<TermPane> background) {
        Map<String, List<SeriesMessage>> byWord = new TreeMap<>();
        long all = 0;
        for (List<SeriesMessage> pane : window) {
            all += pane.size();
            for (SeriesMessage m : pane) {
                words(m).forEach(w ->
                        byWord.computeIfAbsent(w, k -> new ArrayList<>()).add(m));
            }
        }
        List<TermTest.Count> counts = new ArrayList<>(byWord.size());
        byWord.forEach(
                (word, messages) -> counts.add(new TermTest.Count(word, messages.size(), before(background, word))));
        List<Word> words = new ArrayList<>();
        for (TermTest.Verdict v : TermTest.of(counts, all, originals(background))) {
            if (v.g2() > 0) {
                words.add(new Word(v, Objects.requireNonNull(byWord.get(v.word())), before(background, v.word())));
            }
        }
        return words;
    }

    private static long before(List<TermPane> background, String word) {
        return background.stream().mapToLong(p -> p.of(word)).sum();
    }

    private void alert(Group group, long grid, Consumer<Signal> out) {
        if (observedMs(grid) < leastObservedMs(rule)) {
            return;
        }
        Comparison now = compareAged(grid);
        if (now.background() < MIN_BACKGROUND) {
            return;
        }
        List<Found> found = new ArrayList<>();
        for (Word w : now.words()) {
            SeverityLevel level = rule.levelOf(w);
            if (level != null && w.isUnusual(level)) {
                found.add(new Found(w, level));
            }
        }
        boolean young = now.observedMs() < backgroundMs(rule);
        strongest(found).forEach((f, beside) -> {
            store.alerted().put(f.word(), grid);
            out.accept(signal(group, grid, f, beside, young));
        });
    }

    private record Found(Word of, SeverityLevel level) {
        String word() {
            return of.verdict().word();
        }
    }

    /** Each word that is alerted on, and those that stand in the same messages. Words alerted on before come first. */
    private Map<Found, List<String>> strongest(List<Found> found) {
        List<Found> order = new ArrayList<>();
        List<Found> fresh = new ArrayList<>();
        found.forEach(f -> (store.alerted().get(f.word()) == null ? fresh : order).add(f));
        order.addAll(fresh);
        Map<Found, List<String>> out = new LinkedHashMap<>();
        Map<Found, Set<String>> ids = new HashMap<>();
        for (Found f : order) {
            Found same = ofTheSameMessages(f, ids);
            if (same != null) {
                Objects.requireNonNull(out.get(same)).add(f.word());
            } else if (out.size() < MAX_ALERTS) {
                out.put(f, new ArrayList<>());
                Set<String> of = new HashSet<>();
                f.of().messages().forEach(m -> of.add(m.id()));
                ids.put(f, of);
            }
        }
        return out;
    }

    private static @Nullable Found ofTheSameMessages(Found f, Map<Found, Set<String>> ids) {
        Found same = null;
        for (Map.Entry<Found, Set<String>> known : ids.entrySet()) {
            List<SeriesMessage> messages = f.of().messages();
            long shared = messages.stream()
                    .filter(m -> known.getValue().contains(m.id()))
                    .count();
            if (shared >= SAME_MESSAGES * messages.size()
                    && (same == null
                            || known.getKey().of().verdict().g2()
                                    > same.of().verdict().g2())) {
                same = known.getKey();
            }
        }
        return same;
    }

    private Signal signal(Group group, long grid, Found f, List<String> beside, boolean young) {
        List<String> names = new ArrayList<>(group.names());
        List<String> values = new ArrayList<>(group.values());
        names.add("keyword");
        values.add(f.word());
        Map<Long, Long> reach = new HashMap<>();
        List<EvidenceSample> samples = new ArrayList<>();
        long negative = 0;
        long receivedAt = 0;
        long annotatedAt = 0;
        for (SeriesMessage m : f.of().messages()) {
            reach.merge(m.author(), m.followers(), Math::max);
            negative += m.negative() ? 1 : 0;
            receivedAt = Math.max(receivedAt, m.receivedAt());
            annotatedAt = Math.max(annotatedAt, m.annotatedAt());
            if (samples.size() < Math.max(1, rule.samples())) {
                samples.add(m.sample());
            }
        }
        List<String> keywords = new ArrayList<>();
        keywords.add(f.word());
        keywords.addAll(beside);
        TermTest.Verdict verdict = f.of().verdict();
        long n = f.of().messages().size();
        return new Signal(
                rule.name(),
                rule.structure(),
                new Group(names, values),
                new RuleReading(
                        rule.name(),
                        grid,
                        f.level().severity(),
                        grid,
                        false,
                        AlertValue.builder()
                                .posts(n)
                                .originals(n)
                                .authors(reach.size())
                                .reach(reach.values().stream().mapToLong(x -> x).sum())
                                .expected(verdict.expected())
                                .ratio(verdict.lift())
                                .probability(1 - verdict.fdr())
                                .negativeShare((double) negative / n)
                                .build(),
                        SeriesMessage.said(
                                new Evidence(samples.get(0), samples, Evidence.keywords(keywords), List.of()),
                                f.of().messages()),
                        young,
                        receivedAt,
                        annotatedAt));
    }

    /** For so long a group must have been observed before any word is alerted on, milliseconds. */
    public static long leastObservedMs(Rule rule) {
        return Math.max(rule.windowMs(), backgroundMs(rule) / 10);
    }

    private static long backgroundMs(Rule rule) {
        return ((NewTermSpec) rule.spec()).backgroundMs();
    }

    private long paneMs() {
        return Math.max(rule.intervalMs(), backgroundMs(rule) / PANES);
    }

    private long paneBefore(long time) {
        return Math.floorDiv(time, paneMs()) * paneMs();
    }

    private long gridBefore(long time) {
        return Math.floorDiv(time, rule.intervalMs()) * rule.intervalMs();
    }
}
