package io.tidewatch.series;

import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Lift;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a series can show for an alert: some messages, the first of the surge and the terms that have risen. Counting
 * needs none of it; it is kept apart because it is bounded by what a reader looks at, not by the number of messages.
 * Mutable.
 */
final class EvidenceSampler {
    static final int MAX = 32;
    /** While there is no surge. What comes between two readings is kept beside until the later one is over. */
    static final int MAX_RESTING = 6;

    /** A message with the hash that decides whether it is shown. */
    private record Ranked(long hash, SeriesMessage message) {
        private static final Comparator<Ranked> ORDER = Comparator.comparingLong(Ranked::hash)
                .thenComparing(r -> r.message().id());

        static List<SeriesMessage> inOrder(List<SeriesMessage> messages) {
            return messages.stream()
                    .map(m -> new Ranked(StableHash.fast(m.id()), m))
                    .sorted(ORDER)
                    .map(Ranked::message)
                    .toList();
        }
    }

    private TermCounts terms;
    private final List<SeriesMessage> candidates = new ArrayList<>();
    private @Nullable SeriesMessage first;

    EvidenceSampler() {
        this(new TermCounts());
    }

    private EvidenceSampler(TermCounts terms) {
        this.terms = terms;
    }

    /** Takes an original message that is counted at an instant of the grid. */
    void take(SeriesMessage m, long at) {
        terms.add(m.time(), prefixed(m), first != null);
        candidates.add(m.shown());
        if (candidates.size() > 2 * MAX) {
            sample(MAX, at);
        }
    }

    private static List<String> prefixed(SeriesMessage m) {
        List<String> out = new ArrayList<>(m.keywords().size() + m.traits().size());
        for (String k : m.keywords()) {
            out.add("k:" + k);
        }
        for (String t : m.traits()) {
            out.add("t:" + t);
        }
        return out;
    }

    /** No surge has begun. */
    void calm() {
        first = null;
    }

    /** Takes over the terms that are usual. */
    void learnFrom(EvidenceSampler others) {
        terms = others.terms;
    }

    /** Drops messages that no window looks at any more. */
    void dropBefore(long time) {
        candidates.removeIf(m -> m.time() < time);
    }

    /** Keeps only a few as long as there is no surge. */
    void rest(long at) {
        if (candidates.size() > MAX_RESTING && first == null) {
            sample(MAX_RESTING, at);
        }
    }

    /**
     * Keeps the messages with the smallest hashes: a sample that does not depend on order or parallelism. Half of the
     * places are for the last hour, so that a rule with a short window finds some whatever a long one keeps.
     */
    private void sample(int most, long at) {
        List<SeriesMessage> order = Ranked.inOrder(candidates);
        Map<String, SeriesMessage> kept = new LinkedHashMap<>();
        for (SeriesMessage c : order) {
            if (kept.size() < most / 2 && c.time() >= at - Panes.FINE_MS) {
                kept.putIfAbsent(c.id(), c);
            }
        }
        for (SeriesMessage c : order) {
            if (kept.size() < most) {
                kept.putIfAbsent(c.id(), c);
            }
        }
        candidates.clear();
        candidates.addAll(kept.values());
    }

    /** A surge goes on or begins: its first message is the earliest since an instant when the score begins to rise. */
    void surgeSince(long from) {
        if (first == null) {
            first = earliest(from);
        }
    }

    void endSurge() {
        first = null;
    }

    /** The first message of the surge; null while there is none. */
    @Nullable
    SeriesMessage first() {
        return first;
    }

    private @Nullable SeriesMessage earliest(long from) {
        return candidates.stream()
                .filter(m -> m.time() >= from)
                .min(SeriesMessage.IN_TIME)
                .orElse(null);
    }

    /**
     * What speaks for a reading.
     *
     * @param windowMs of the reading, milliseconds
     * @param since nothing before it belongs to the surge, epoch milliseconds
     * @param counted originals in it
     * @param expected of these; not a number where that is not known
     * @param share the share that has risen: only messages in it are shown; null for all
     */
    Evidence evidence(
            long at, Rule rule, long windowMs, long since, double counted, double expected, @Nullable String share) {
        TermCounts.Scale scale = TermCounts.Scale.of(windowMs);
        List<String> words = new ArrayList<>();
        for (TermCounts.Risen r : terms.risen(at, scale, "k:", 2, 8)) {
            words.add(r.term());
        }
        List<Lift> lifts = new ArrayList<>();
        List<LevelShare> shares = new ArrayList<>();
        for (String dimension : rule.overRepresented()) {
            String prefix = "t:" + dimension + "=";
            TermCounts.Leading leading = terms.leading(at, scale, prefix, counted, expected);
            if (leading != null) {
                shares.add(new LevelShare(
                        dimension, leading.value(), leading.share(), leading.usual(), leading.explained()));
            }
            for (TermCounts.Risen r : terms.risen(at, scale, prefix, 5, 1)) {
                if (r.lift() >= 1.5) {
                    lifts.add(new Lift(dimension, r.term(), r.lift()));
                }
            }
        }
        if (rule.levelsTogether()) {
            // the issue of the series itself is one of the two
            TermCounts.Leading one = also(null, at, windowMs, counted, expected, shares);
            if (one != null) {
                also(one.value(), at, windowMs, counted, expected, shares);
            }
        }
        long from = at - windowMs;
        boolean surges = !rule.spec().isOverDays() && rule.spec().share() == null;
        SeriesMessage begin =
                !surges ? earliest(from) : first != null && first.time() >= since ? first : earliest(since);
        Evidence evidence = new Evidence(
                        begin == null ? null : shown(begin), samples(from, rule.samples(), share), words, lifts)
                .withShares(shares);
        List<SeriesMessage> inWindow = new ArrayList<>(candidates);
        inWindow.removeIf(m -> m.time() < from);
        return SeriesMessage.said(evidence, inWindow);
    }

    private TermCounts.@Nullable Leading also(
            @Nullable String except, long at, long windowMs, double counted, double expected, List<LevelShare> out) {
        TermCounts.Leading also = terms.leading(
                at, TermCounts.Scale.of(windowMs), "t:" + LevelShare.ALSO + "=", except, counted, expected);
        if (also != null) {
            out.add(new LevelShare(LevelShare.ALSO, also.value(), also.share(), also.usual(), also.explained()));
        }
        return also;
    }

    /** Smallest hashes first, but each channel once before any comes again. */
    private List<EvidenceSample> samples(long from, int most, @Nullable String share) {
        List<SeriesMessage> inWindow = new ArrayList<>(candidates);
        inWindow.removeIf(m -> m.time() < from || share != null && !m.shares().contains(share));
        List<SeriesMessage> order = Ranked.inOrder(inWindow);
        List<EvidenceSample> out = new ArrayList<>();
        Set<String> used = new HashSet<>();
        Set<String> channels = new HashSet<>();
        for (boolean repeat : new boolean[] {false, true}) {
            for (SeriesMessage m : order) {
                if (out.size() < most && !used.contains(m.id()) && (repeat || channels.add(m.channel()))) {
                    used.add(m.id());
                    out.add(shown(m));
                }
            }
        }
        return out;
    }

    private static EvidenceSample shown(SeriesMessage m) {
        return m.sample();
    }

    void packTerms(DataOutput out) throws IOException {
        terms.pack(out);
    }

    /** Begins with the terms; the messages follow later in a packed series. */
    static EvidenceSampler unpackTerms(DataInput in, int codec) throws IOException {
        return new EvidenceSampler(TermCounts.unpack(in, codec));
    }

    void packMessages(DataOutput out) throws IOException {
        SeriesCodec.messages(out, candidates);
        SeriesCodec.messages(out, first == null ? List.of() : List.of(first));
    }

    /** @param shared whether messages were packed with the shares that they are in */
    void unpackMessages(DataInput in, boolean shared) throws IOException {
        candidates.addAll(SeriesCodec.messages(in, shared));
        List<SeriesMessage> one = SeriesCodec.messages(in, shared);
        first = one.isEmpty() ? null : one.get(0);
    }
}
