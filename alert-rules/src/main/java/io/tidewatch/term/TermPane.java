package io.tidewatch.term;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many messages of a stretch of the background had which words.
 *
 * @param originals messages
 * @param floor no word that is not listed was in more messages than so many
 * @param counts word → messages
 */
public record TermPane(long originals, long floor, Map<String, Long> counts) {
    /** Words kept; beyond twice as many the rarest go, and how rare they were is remembered. */
    static final int MAX_WORDS = 2_000;

    public static final TermPane EMPTY = new TermPane(0, 0, Map.of());

    /** With more messages, each given as its distinct words. */
    public TermPane plus(List<List<String>> messages) {
        Map<String, Long> more = new HashMap<>(counts);
        for (List<String> words : messages) {
            for (String w : words) {
                Long known = more.get(w);
                more.put(w, (known == null ? floor : known) + 1);
            }
        }
        TermPane all = new TermPane(originals + messages.size(), floor, more);
        return more.size() > 2 * MAX_WORDS ? all.pruned() : all;
    }

    private TermPane pruned() {
        List<Map.Entry<String, Long>> order = new ArrayList<>(counts.entrySet());
        order.sort(Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey));
        Map<String, Long> kept = new HashMap<>();
        order.subList(0, MAX_WORDS).forEach(e -> kept.put(e.getKey(), e.getValue()));
        return new TermPane(originals, Math.max(floor, order.get(MAX_WORDS).getValue()), kept);
    }

    /** Messages with a word: never too few, by at most {@link #floor} too many. */
    public long of(String word) {
        return Math.min(originals, counts.getOrDefault(word, floor));
    }
}
