package io.tidewatch.text.topic;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.hash.StableHash;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds topics that no leaf names. Takes messages in any order and finds the same: it keeps at most {@value #MAX_UNNAMED} voices
 * with something unnamed and {@value #MAX_REST} of the rest, by {@link VoiceSample}, and looks at them when it is asked. Knows no clock;
 * not thread-safe.
 *
 * <p>Topics grow from {@link Seeds}: pairs of words first, then nouns. A seed joins the topic with which it shares a word and
 * a third of the voices of the smaller of both. A noun of which most voices belong to topics already begins none.
 */
public final class TopicFinder {
    /** Voices with something unnamed that are kept. */
    public static final int MAX_UNNAMED = 20_000;

    private static final int MAX_REST = 20_000;
    private static final int MAX_BRANDS = 1_000;
    private static final int MAX_WITHDRAWN = 100_000;
    private static final int MAX_PHRASES = 6;
    private static final int MAX_WORDS = 8;
    private static final int MAX_KEYWORDS = 16;
    private static final double SAME = 0.5;
    /** A pair joins the topic with whose first pair it shares a word and so many of the voices of the smaller of both. */
    private static final double JOINS = 1.0 / 3;
    /** A noun of which so many voices stand in topics begins none of its own. */
    private static final double COVERED = 0.5;

    private static final int MIN_WORD_TIMES = 2;
    private static final int ID_LENGTH = 8;

    private final VoiceSample unnamed = new VoiceSample(MAX_UNNAMED);
    private final VoiceSample rest = new VoiceSample(MAX_REST);
    private final TreeSet<String> brands = new TreeSet<>();
    private final Set<String> reserved;
    private final Set<String> withdrawn = new HashSet<>();
    private long messages;
    private long unnamedMessages;
    private long last = Long.MIN_VALUE;
    private long first = Long.MAX_VALUE;

    public TopicFinder() {
        this(Set.of());
    }

    /** @param reserved words that make no topic, besides those that never do and the brands of the messages */
    public TopicFinder(Set<String> reserved) {
        this.reserved = Set.copyOf(reserved);
    }

    /** Takes a message. Of what was changed or deleted later nothing is kept. */
    public void take(AnnotatedFeedback message) {
        var f = message.feedback();
        if (f.isHeartbeat()) {
            return;
        }
        if (!f.op().equals("create")) {
            if (withdrawn.size() < MAX_WITHDRAWN) {
                withdrawn.add(f.id());
            }
            return;
        }
        messages++;
        first = Math.min(first, f.eventTime());
        last = Math.max(last, f.eventTime());
        brand(f.product().brand());
        String text = Unnamed.in(message);
        unnamedMessages += text == null ? 0 : 1;
        String key = message.contentHash();
        String author = f.author().id();
        String said = text == null ? f.text() : text;
        Voice voice = new Voice(
                f.id(),
                author == null ? StableHash.fast("text " + key) : StableHash.fast(author),
                f.eventTime(),
                f.eventTime(),
                1,
                StableHash.fast(message.voiceKey()),
                message.simhash(),
                message.foldable(),
                said.substring(0, Math.min(Voice.MAX_TEXT, said.length())));
        (text == null ? rest : unnamed).add(StableHash.fast(key), voice);
    }

    private void brand(@Nullable String brand) {
        if (brand != null && !brand.isBlank()) {
            brands.add(brand.strip().toLowerCase(Locale.ROOT));
            if (brands.size() > MAX_BRANDS) {
                brands.pollLast();
            }
        }
    }

    /** Messages taken. */
    public long messages() {
        return messages;
    }

    /** Messages with something that no leaf names. */
    public long unnamedMessages() {
        return unnamedMessages;
    }

    /** The share of unnamed voices that was looked at, 0 to 1; counts of a topic are of these. */
    public double share() {
        return unnamed.share();
    }

    /** Event time of the first message, epoch milliseconds. */
    public long first() {
        return first;
    }

    /** Event time of the last message, epoch milliseconds. */
    public long last() {
        return last;
    }

    /**
     * The topics now, those of most authors first.
     *
     * @param minAuthors distinct authors that a topic has at least
     * @param zone of the days
     * @param known topics found before, which keep their ids
     */
    public List<FoundTopic> find(int minAuthors, ZoneId zone, List<KnownTopic> known) {
        List<Voice> voices = kept(unnamed);
        TopicWords words = new TopicWords(brands, reserved);
        List<TopicWords.Parted> parted =
                voices.stream().map(v -> words.part(v.text())).toList();
        Seeds seeds = new Seeds(
                voices,
                parted,
                kept(rest).stream().map(v -> words.part(v.text())).toList());
        List<Cluster> clusters = clusters(seeds, minAuthors, voices.size());
        TopicPhrases phrases = new TopicPhrases(parted, seeds);
        List<FoundTopic> out = new ArrayList<>();
        join(clusters, parted, seeds);
        for (Cluster c : clusters) {
            out.add(topic(c, voices, parted, seeds, phrases, zone));
        }
        out.sort(Comparator.comparingInt(FoundTopic::authors)
                .reversed()
                .thenComparing(FoundTopic::title)
                .thenComparing(FoundTopic::id));
        return named(out, known);
    }

    /** Of pairs first; a noun takes what no topic of pairs has. */
    private static List<Cluster> clusters(Seeds seeds, int minAuthors, int voices) {
        List<Cluster> clusters = new ArrayList<>();
        List<Seed> nouns = new ArrayList<>();
        for (Seed s : seeds.find()) {
            if (!s.isPair()) {
                nouns.add(s);
                continue;
            }
            Cluster same = clusters.stream().filter(c -> c.takes(s)).findFirst().orElse(null);
            if (same == null) {
                clusters.add(new Cluster(s));
            } else {
                same.add(s);
            }
        }
        clusters.removeIf(c -> seeds.authors(c.voices()) < minAuthors);
        BitSet covered = new BitSet(voices);
        clusters.forEach(c -> Arrays.stream(c.voices()).forEach(covered::set));
        for (Seed s : nouns) {
            int[] left = Arrays.stream(s.voices()).filter(v -> !covered.get(v)).toArray();
            if (left.length > COVERED * s.voices().length && seeds.authors(left) >= minAuthors) {
                clusters.add(new Cluster(new Seed(s.first(), Seed.NONE, left, s.score())));
                Arrays.stream(left).forEach(covered::set);
            }
        }
        return clusters;
    }

    /** A topic of pairs whose first pair is among the words of one before it is that one, seen from another side. */
    private static void join(List<Cluster> clusters, List<TopicWords.Parted> parted, Seeds seeds) {
        for (int i = 0; i < clusters.size(); i++) {
            Cluster larger = clusters.get(i);
            List<String> words = words(larger, parted, seeds);
            for (int k = clusters.size() - 1; k > i && larger.isOfPairs(); k--) {
                Cluster smaller = clusters.get(k);
                if (smaller.isOfPairs() && words.containsAll(smaller.head(seeds))) {
                    smaller.seeds.forEach(larger::add);
                    clusters.remove(k);
                }
            }
        }
    }

    private List<Voice> kept(VoiceSample sample) {
        Map<Long, List<Voice>> byKey = new LinkedHashMap<>();
        for (Voice v : sample.voices()) {
            if (!withdrawn.contains(v.id())) {
                fold(v, byKey.computeIfAbsent(v.voiceKey(), k -> new ArrayList<>()));
            }
        }
        return byKey.values().stream()
                .flatMap(List::stream)
                .sorted(Voice.BY_TIME)
                .toList();
    }

    private static void fold(Voice v, List<Voice> originals) {
        for (int i = 0; i < originals.size(); i++) {
            if (originals.get(i).isNearCopyOf(v)) {
                originals.set(i, originals.get(i).and(v));
                return;
            }
        }
        originals.add(v);
    }

    /** A topic as it grows. */
    private static final class Cluster {
        private final List<Seed> seeds = new ArrayList<>();

        Cluster(Seed first) {
            seeds.add(first);
        }

        boolean takes(Seed s) {
            Seed head = seeds.get(0);
            return head.shares(s)
                    && head.common(s.voices()) >= JOINS * Math.min(head.voices().length, s.voices().length);
        }

        boolean isOfPairs() {
            return seeds.get(0).isPair();
        }

        List<String> head(Seeds all) {
            Seed head = seeds.get(0);
            return head.isPair()
                    ? List.of(all.word(head.first()), all.word(head.second()))
                    : List.of(all.word(head.first()));
        }

        void add(Seed s) {
            seeds.add(s);
        }

        int[] voices() {
            return seeds.stream()
                    .flatMapToInt(s -> Arrays.stream(s.voices()))
                    .sorted()
                    .distinct()
                    .toArray();
        }
    }

    private FoundTopic topic(
            Cluster c,
            List<Voice> voices,
            List<TopicWords.Parted> parted,
            Seeds seeds,
            TopicPhrases phrases,
            ZoneId zone) {
        int[] members = c.voices();
        Set<String> said = new LinkedHashSet<>();
        Set<String> keywords = new LinkedHashSet<>();
        Set<String> nouns = new LinkedHashSet<>();
        List<Seed> all = new ArrayList<>(c.seeds);
        if (!c.seeds.get(0).isPair()) {
            all.addAll(seeds.companions(c.seeds.get(0)));
        }
        for (Seed s : all) {
            TopicPhrases.Phrase p = phrases.of(s);
            if (said.size() < MAX_PHRASES) {
                said.add(p.text());
            }
            p.keywords().stream().filter(TopicPhrases::isFindable).forEach(k -> (s.isPair() ? keywords : nouns).add(k));
        }
        Support support = Support.of(voices, members);
        long count = 0;
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (int m : members) {
            Voice v = voices.get(m);
            count += v.copies();
            begin = Math.min(begin, v.at());
            end = Math.max(end, v.last());
        }
        return new FoundTopic(
                StableHash.id(c.head(seeds).toArray(String[]::new)).substring(0, ID_LENGTH),
                List.copyOf(said),
                words(c, parted, seeds),
                (keywords.isEmpty() ? nouns : keywords)
                        .stream().limit(MAX_KEYWORDS).toList(),
                keywords.isEmpty() ? List.of() : List.copyOf(nouns),
                count,
                support.authors(),
                days(members, voices, zone),
                begin,
                end,
                support.originals().stream().map(Voice::text).toList());
    }

    /** Head words first, then those that say most: how many members have them, times how rare they are. */
    private static List<String> words(Cluster c, List<TopicWords.Parted> parted, Seeds seeds) {
        List<String> head = c.head(seeds);
        Map<Integer, Integer> times = new TreeMap<>();
        for (int m : c.voices()) {
            TopicWords.Parted p = parted.get(m);
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < p.size(); i++) {
                int n = seeds.number(p, i);
                if (n >= 0 && seen.add(n)) {
                    times.merge(n, 1, Integer::sum);
                }
            }
        }
        List<Integer> order = new ArrayList<>(times.keySet());
        order.removeIf(n -> times.getOrDefault(n, 0) < MIN_WORD_TIMES || head.contains(seeds.word(n)));
        order.sort(Comparator.comparingDouble((Integer n) -> -times.getOrDefault(n, 0) * seeds.rarity(n)));
        List<String> out = new ArrayList<>(head);
        order.stream().limit(MAX_WORDS - head.size()).forEach(n -> out.add(seeds.word(n)));
        return out;
    }

    private List<Long> days(int[] members, List<Voice> voices, ZoneId zone) {
        LocalDate start = day(first, zone);
        int n = (int) Math.min(366, ChronoUnit.DAYS.between(start, day(last, zone)) + 1);
        Long[] counts = Collections.nCopies(n, 0L).toArray(Long[]::new);
        for (int m : members) {
            Voice v = voices.get(m);
            int at = (int) Math.min(n - 1, ChronoUnit.DAYS.between(start, day(v.at(), zone)));
            counts[at] += v.copies();
        }
        return List.of(counts);
    }

    private static LocalDate day(long time, ZoneId zone) {
        return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
    }

    /** A topic that shares half of its words with one that was known takes over its id. */
    private static List<FoundTopic> named(List<FoundTopic> found, List<KnownTopic> known) {
        Set<String> own = found.stream().map(FoundTopic::id).collect(Collectors.toSet());
        List<KnownTopic> free = new ArrayList<>(known);
        free.removeIf(k -> own.contains(k.id()));
        Set<String> before = known.stream().map(KnownTopic::id).collect(Collectors.toSet());
        List<FoundTopic> out = new ArrayList<>();
        for (FoundTopic t : found) {
            KnownTopic same = before.contains(t.id())
                    ? null
                    : free.stream()
                            .filter(k -> isSame(t.words(), k.words()))
                            .findFirst()
                            .orElse(null);
            free.remove(same);
            out.add(same == null ? t : t.withId(same.id()));
        }
        return List.copyOf(out);
    }

    private static boolean isSame(List<String> words, List<String> known) {
        long both = words.stream().filter(known::contains).count();
        return both >= 2 && both >= SAME * Math.min(words.size(), known.size());
    }
}
