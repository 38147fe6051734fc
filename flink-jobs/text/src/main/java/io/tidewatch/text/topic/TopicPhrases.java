package io.tidewatch.text.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How people write the words of a seed: whole words as they stand in the texts, never a piece of one. */
final class TopicPhrases {
    /** A neighbour that stands beside a word so often belongs to it: 输入 is 输入法. */
    private static final double BELONGS = 0.6;

    private static final double MOSTLY = 0.5;
    private static final int MIN_TIMES = 3;
    private static final int MAX_LENGTH = 12;
    private static final int MAX_LATIN = 40;
    /** What belongs to the sentence and not to the phrase. */
    private static final String EDGES = "的了我你他她它是在就都也和跟与被把给有这那个又还再吗呢吧啊呀嘛去来到说要会能让用对从为以及而且但 ";

    private final List<TopicWords.Parted> parted;
    private final Seeds seeds;

    TopicPhrases(List<TopicWords.Parted> parted, Seeds seeds) {
        this.parted = parted;
        this.seeds = seeds;
    }

    /**
     * One phrase and what finds it.
     *
     * @param keywords in the notation of the taxonomy
     */
    record Phrase(String text, List<String> keywords) {}

    Phrase of(Seed seed) {
        String first = whole(seeds.word(seed.first()), seed.voices());
        if (!seed.isPair()) {
            return new Phrase(first, List.of(first));
        }
        String second = whole(seeds.word(seed.second()), seed.voices());
        Map<String, Integer> runs = new HashMap<>();
        int forwards = 0;
        int backwards = 0;
        for (int v : seed.voices()) {
            int[] span = span(parted.get(v), seed);
            boolean turned = span[2] == 1;
            forwards += turned ? 0 : 1;
            backwards += turned ? 1 : 0;
            if (span[1] - span[0] <= 2) {
                runs.merge(TopicWords.joined(parted.get(v).tokens().subList(span[0], span[1] + 1)), 1, Integer::sum);
            }
        }
        String run = runs.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .filter(e -> e.getValue() >= 2 && e.getValue() >= MOSTLY * seed.voices().length)
                .map(Map.Entry::getKey)
                .orElse("");
        String there = seeds.word(seed.first()) + "…" + seeds.word(seed.second());
        String back = seeds.word(seed.second()) + "…" + seeds.word(seed.first());
        if (first.contains(second) || second.contains(first)) {
            String one = first.length() >= second.length() ? first : second;
            return new Phrase(one, List.of(one));
        }
        List<String> keywords = new ArrayList<>();
        if (!run.isEmpty()) {
            keywords.add(run);
        }
        if (forwards > 0) {
            keywords.add(there);
        }
        if (backwards > 0) {
            keywords.add(back);
        }
        String apart = forwards >= backwards ? first + "…" + second : second + "…" + first;
        return new Phrase(run.isEmpty() ? apart : run, keywords);
    }

    /** Where both words stand nearest: first token, last token, 1 when the second comes first. */
    private int[] span(TopicWords.Parted p, Seed seed) {
        String a = seeds.word(seed.first());
        String b = seeds.word(seed.second());
        int[] best = {0, Integer.MAX_VALUE / 2, 0};
        for (int i = 0; i < p.size(); i++) {
            for (int k = i + 1; k < p.size() && k <= i + Seeds.NEAR && !p.isEnd(k); k++) {
                boolean there = p.token(i).equals(a) && p.token(k).equals(b);
                boolean back = p.token(i).equals(b) && p.token(k).equals(a);
                if ((there || back) && k - i < best[1] - best[0]) {
                    best = new int[] {i, k, back ? 1 : 0};
                }
            }
        }
        return best;
    }

    /** A word with what nearly always stands beside it. */
    private String whole(String word, int[] voices) {
        Map<String, Integer> before = new HashMap<>();
        Map<String, Integer> behind = new HashMap<>();
        int times = 0;
        for (int v : voices) {
            TopicWords.Parted p = parted.get(v);
            int at = p.tokens().indexOf(word);
            if (at < 0) {
                continue;
            }
            times++;
            neighbour(p, at - 1, before);
            neighbour(p, at + 1, behind);
        }
        String left = belonging(before, times);
        String right = belonging(behind, times);
        String all = left + word + right;
        return all.length() <= MAX_LENGTH ? all : word;
    }

    private static void neighbour(TopicWords.Parted p, int at, Map<String, Integer> counts) {
        if (at >= 0 && at < p.size()) {
            String token = p.token(at);
            if (TopicWords.isHan(token) && !(token.length() == 1 && EDGES.contains(token))) {
                counts.merge(token, 1, Integer::sum);
            }
        }
    }

    private static String belonging(Map<String, Integer> counts, int times) {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.<String, Integer>comparingByKey(Comparator.reverseOrder())))
                .filter(e -> e.getValue() >= MIN_TIMES && e.getValue() >= BELONGS * times)
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** True when a keyword is not too long to be found in a text. */
    static boolean isFindable(String keyword) {
        return keyword.length() <= MAX_LATIN && keyword.chars().noneMatch(c -> "()|[]{}".indexOf(c) >= 0);
    }
}
