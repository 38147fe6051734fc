package io.tidewatch.text.topic;

import io.tidewatch.text.hanlp.HanLpSegmenter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the seeds of topics among unnamed voices. A pair of words is one when it stands within {@value #NEAR} words of one
 * sentence in the voices of at least {@value #MIN_PAIR} authors, significantly (G², Dunning 1993) and several times as often as
 * chance has it, or in most of those that have the rarer one; a noun, when it is rare in other voices and a good deal less rare in
 * the unnamed ones.
 */
final class Seeds {
    static final int NEAR = 8;
    static final int MIN_PAIR = 3;

    private static final int MIN_NOUN = 5;
    private static final int MIN_COMPANION = 2;
    private static final int MAX_COMPANIONS = 5;
    /** 10.83: one in a thousand by chance, one degree of freedom. */
    private static final double MIN_G2 = 10.83;

    private static final double MIN_PAIR_LIFT = 5;
    /** Of the voices with the rarer word so many have both: they belong together even where every second voice says so. */
    private static final double INSEPARABLE = 0.5;

    /** Voices with neither word that are taken to be there besides: a file may hold one topic and nothing else. */
    private static final int UNHEARD = 30;

    private static final double MIN_NOUN_LIFT = 1.3;
    private static final double MAX_NOUN_SHARE = 0.02;
    /** A word that so many voices use says nothing, once there are enough to tell. */
    private static final double COMMON_SHARE = 0.08;

    private static final int ENOUGH_VOICES = 200;
    private static final double MAX_INFORMATION = 4;
    private static final int WORD_BITS = 21;
    private static final long MASK = (1L << WORD_BITS) - 1;

    private final List<Voice> unnamed;
    private final List<TopicWords.Parted> parted;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    /** By word: unnamed voices that have it, and all voices. */
    private int[] inUnnamed = new int[0];

    private int[] inAll = new int[0];
    private final int all;

    /**
     * @param unnamed at most 2^21
     * @param parted their words, in the same order
     * @param rest the words of voices that are not unnamed
     */
    Seeds(List<Voice> unnamed, List<TopicWords.Parted> parted, List<TopicWords.Parted> rest) {
        this.unnamed = unnamed;
        this.parted = parted;
        this.all = parted.size() + rest.size();
        number();
        parted.forEach(p -> count(p, inUnnamed, inAll));
        rest.forEach(p -> count(p, null, inAll));
    }

    /** In the order of the alphabet, so that ties break alike whatever came first. */
    private void number() {
        Set<String> sorted = new TreeSet<>();
        for (TopicWords.Parted p : parted) {
            for (int i = 0; i < p.size(); i++) {
                if (p.isTopical(i)) {
                    sorted.add(p.token(i));
                }
            }
        }
        for (String w : sorted) {
            numbers.put(w, words.size());
            words.add(w);
        }
        inUnnamed = new int[words.size()];
        inAll = new int[words.size()];
    }

    private void count(TopicWords.Parted p, int @org.jspecify.annotations.Nullable [] unnamedCounts, int[] allCounts) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < p.size(); i++) {
            Integer n = p.isTopical(i) ? numbers.get(p.token(i)) : null;
            if (n != null && seen.add(n)) {
                allCounts[n]++;
                if (unnamedCounts != null) {
                    unnamedCounts[n]++;
                }
            }
        }
    }

    String word(int number) {
        return words.get(number);
    }

    /** The number of a token, or −1 when it is no word, too common to say anything, or of too few voices. */
    int number(TopicWords.Parted p, int i) {
        return number(p, i, MIN_PAIR);
    }

    private int number(TopicWords.Parted p, int i, int least) {
        Integer n = p.isTopical(i) ? numbers.get(p.token(i)) : null;
        return n == null || inUnnamed[n] < least || isCommon(n) ? Seed.NONE : n;
    }

    /** Not judged by unnamed voices: what very many of those say at once is a topic. */
    private boolean isCommon(int word) {
        return shareOfRest(word) > COMMON_SHARE;
    }

    /** 0 where there are too few other voices to tell. */
    private double shareOfRest(int word) {
        int rest = all - parted.size();
        return rest < ENOUGH_VOICES ? 0 : (double) (inAll[word] - inUnnamed[word]) / rest;
    }

    /** How much a word says: the logarithm of how rare it is among all voices. */
    double rarity(int word) {
        return Math.log((1.0 + all) / (1.0 + inAll[word]));
    }

    /** Best first. */
    List<Seed> find() {
        List<Seed> out = new ArrayList<>();
        pairs(out);
        nouns(out);
        out.sort(Comparator.comparing(Seed::isPair)
                .reversed()
                .thenComparing(Comparator.comparingDouble(Seed::score).reversed())
                .thenComparingInt(Seed::first)
                .thenComparingInt(Seed::second));
        return out;
    }

    private void pairs(List<Seed> out) {
        long[] found = new long[1 << 12];
        int size = 0;
        for (int v = 0; v < parted.size(); v++) {
            TopicWords.Parted p = parted.get(v);
            for (int i = 0; i < p.size(); i++) {
                int a = number(p, i);
                for (int k = i + 1; a >= 0 && k < p.size() && k <= i + NEAR && !p.isEnd(k); k++) {
                    int b = number(p, k);
                    if (b >= 0 && b != a) {
                        found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                        found[size++] = key(Math.min(a, b), Math.max(a, b), v);
                    }
                }
            }
        }
        Arrays.sort(found, 0, size);
        int from = 0;
        while (from < size) {
            int to = from;
            while (to < size && found[to] >>> WORD_BITS == found[from] >>> WORD_BITS) {
                to++;
            }
            if (to - from >= MIN_PAIR) {
                int[] voices = new int[to - from];
                for (int i = from; i < to; i++) {
                    voices[i - from] = (int) (found[i] & MASK);
                }
                pair(
                        (int) (found[from] >>> 2 * WORD_BITS),
                        (int) (found[from] >>> WORD_BITS & MASK),
                        Arrays.stream(voices).distinct().toArray(),
                        out);
            }
            from = to;
        }
    }

    private static long key(int a, int b, int voice) {
        return (long) a << 2 * WORD_BITS | (long) b << WORD_BITS | voice;
    }

    private void pair(int a, int b, int[] voices, List<Seed> out) {
        if (voices.length < MIN_PAIR || !(isNoun(a) || isNoun(b))) {
            return;
        }
        int both = voices.length;
        int n = parted.size();
        double lift = lift(both, inUnnamed[a], inUnnamed[b], n);
        double liftInAll = lift(both, inUnnamed[a], inUnnamed[b], all + UNHEARD);
        boolean frequent = lift >= MIN_PAIR_LIFT && g2(both, inUnnamed[a], inUnnamed[b], n) >= MIN_G2;
        boolean inseparable = both >= INSEPARABLE * Math.min(inUnnamed[a], inUnnamed[b])
                && g2(both, inUnnamed[a], inUnnamed[b], all + UNHEARD) >= MIN_G2;
        int authors = frequent || inseparable ? authors(voices) : 0;
        if (authors >= MIN_PAIR) {
            double information = Math.log(Math.max(lift, liftInAll));
            out.add(new Seed(a, b, voices, authors * Math.min(MAX_INFORMATION, information)));
        }
    }

    private static double lift(double both, double a, double b, double n) {
        return both * n / (a * b);
    }

    private void nouns(List<Seed> out) {
        Map<Integer, List<Integer>> voices = new HashMap<>();
        for (int v = 0; v < parted.size(); v++) {
            TopicWords.Parted p = parted.get(v);
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < p.size(); i++) {
                int n = number(p, i);
                if (n >= 0 && inUnnamed[n] >= MIN_NOUN && isNoun(n) && isRare(n) && seen.add(n)) {
                    voices.computeIfAbsent(n, k -> new ArrayList<>()).add(v);
                }
            }
        }
        voices.forEach((word, of) -> {
            int[] numbers = of.stream().mapToInt(v -> v).toArray();
            int authors = authors(numbers);
            double lift = lift(word);
            if (authors >= MIN_NOUN && lift >= MIN_NOUN_LIFT) {
                out.add(new Seed(word, Seed.NONE, numbers, authors * Math.min(MAX_INFORMATION, Math.log(lift))));
            }
        });
    }

    /** The pairs of a noun that its voices say more than once, most telling first. */
    List<Seed> companions(Seed noun) {
        Map<Integer, List<Integer>> beside = new HashMap<>();
        for (int v : noun.voices()) {
            TopicWords.Parted p = parted.get(v);
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < p.size(); i++) {
                if (number(p, i) != noun.first()) {
                    continue;
                }
                for (int k = Math.max(0, i - NEAR); k <= Math.min(p.size() - 1, i + NEAR); k++) {
                    int n = number(p, k, MIN_COMPANION);
                    if (n >= 0
                            && n != noun.first()
                            && isOneSentence(p, Math.min(i, k), Math.max(i, k))
                            && seen.add(n)) {
                        beside.computeIfAbsent(n, x -> new ArrayList<>()).add(v);
                    }
                }
            }
        }
        List<Seed> out = new ArrayList<>();
        beside.forEach((n, of) -> {
            int[] voices = of.stream().mapToInt(v -> v).toArray();
            if (authors(voices) >= MIN_COMPANION) {
                out.add(new Seed(
                        Math.min(n, noun.first()), Math.max(n, noun.first()), voices, voices.length * rarity(n)));
            }
        });
        out.sort(Comparator.comparingDouble(Seed::score)
                .reversed()
                .thenComparingInt(Seed::first)
                .thenComparingInt(Seed::second));
        return out.subList(0, Math.min(MAX_COMPANIONS, out.size()));
    }

    private static boolean isOneSentence(TopicWords.Parted p, int from, int to) {
        for (int i = from; i < to; i++) {
            if (p.isEnd(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isRare(int word) {
        return shareOfRest(word) <= MAX_NOUN_SHARE;
    }

    /** How much more often a word stands in unnamed voices than in all. */
    private double lift(int word) {
        return inUnnamed[word] / (double) parted.size() / (inAll[word] / (double) all);
    }

    private boolean isNoun(int number) {
        String word = words.get(number);
        return HanLpSegmenter.isNoun(word) && !word.startsWith("不") && !word.startsWith("没") && !word.startsWith("无法");
    }

    /** Distinct authors, near copies of a text being one. */
    int authors(int[] voices) {
        return Support.of(unnamed, voices).authors();
    }

    private static double g2(double both, double a, double b, double n) {
        return 2
                * (term(both, a * b / n)
                        + term(a - both, a * (n - b) / n)
                        + term(b - both, (n - a) * b / n)
                        + term(n - a - b + both, (n - a) * (n - b) / n));
    }

    private static double term(double observed, double expected) {
        return observed <= 0 ? 0 : observed * Math.log(observed / expected);
    }
}
