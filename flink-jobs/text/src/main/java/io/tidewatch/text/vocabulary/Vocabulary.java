package io.tidewatch.text.vocabulary;

import com.google.re2j.Pattern;
import io.tidewatch.taxonomy.KeywordPattern;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.RequiredLiteral;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.List;

/** All words of taxonomy and lexicon in one trie. Immutable. */
public final class Vocabulary {
    /** Low bits of a hit's value that say which part of a phrase was found. */
    private static final int PART_BITS = 3;

    /** Marks values in the trie whose entry is only looked at as a whole phrase. */
    private static final int OF_ISSUE = 1 << 30;

    /** Words that say whether an issue is the writer's own and still stands. */
    private static final Lexicon CUES = Lexicon.resource("issue-cues.txt");

    private final Taxonomy taxonomy;
    private final List<String> categories;
    private final VocabularyEntry[] entries;
    private final Pattern[][] patterns;
    private final WordTrie trie;
    /** Of each entry, beside each other: entries themselves lie far apart. */
    private final WordRole[] roles;

    private final byte[] parts;

    private Vocabulary(Taxonomy taxonomy, List<VocabularyEntry> entries, Pattern[][] patterns, WordTrie trie) {
        this.taxonomy = taxonomy;
        this.categories = List.copyOf(taxonomy.categories().keySet());
        this.entries = entries.toArray(new VocabularyEntry[0]);
        this.patterns = patterns;
        this.trie = trie;
        this.roles = new WordRole[this.entries.length];
        this.parts = new byte[this.entries.length];
        for (int i = 0; i < roles.length; i++) {
            roles[i] = this.entries[i].role();
            parts[i] = (byte) this.entries[i].parts();
        }
    }

    public static Vocabulary of(Taxonomy taxonomy, Lexicon lexicon) {
        WordTrie.Builder trie = new WordTrie.Builder();
        List<VocabularyEntry> entries = new ArrayList<>();
        List<String> categories = List.copyOf(taxonomy.categories().keySet());
        Pattern[][] patterns = new Pattern[taxonomy.leaves().size()][];
        for (int i = 0; i < patterns.length; i++) {
            Leaf leaf = taxonomy.leaves().get(i);
            add(trie, entries, leaf.keywords(), WordRole.KEYWORD, i);
            add(trie, entries, leaf.topics(), WordRole.TOPIC, i);
            add(trie, entries, leaf.exclusions(), WordRole.EXCLUSION, i);
            add(trie, entries, leaf.awaited(), WordRole.AWAITED, i);
            patterns[i] = new Pattern[leaf.patterns().size()];
            for (int p = 0; p < patterns[i].length; p++) {
                String regex = leaf.patterns().get(p);
                patterns[i][p] = Pattern.compile(regex);
                add(trie, entries, List.of(RequiredLiteral.of(regex)), WordRole.GATE, i);
            }
        }
        for (int c = 0; c < categories.size(); c++) {
            add(trie, entries, taxonomy.wordsOf(categories.get(c)), WordRole.CATEGORY, c);
        }
        for (Lexicon.Word w : lexicon.words()) {
            add(trie, entries, w.phrase(), w.role(), -1, w.weight());
        }
        for (Lexicon.Word w : CUES.words()) {
            add(trie, entries, w.phrase(), w.role(), -1, w.weight());
        }
        return new Vocabulary(taxonomy, entries, patterns, trie.build());
    }

    private static void add(
            WordTrie.Builder trie, List<VocabularyEntry> entries, List<String> words, WordRole role, int owner) {
        for (String w : words) {
            add(trie, entries, w, role, owner, 1);
        }
    }

    private static void add(
            WordTrie.Builder trie,
            List<VocabularyEntry> entries,
            String phrase,
            WordRole role,
            int owner,
            double weight) {
        List<List<String>> parts = KeywordPattern.parse(phrase).parts();
        if (parts.size() > 1 << PART_BITS) {
            throw new IllegalArgumentException("'" + phrase + "' has more than " + (1 << PART_BITS) + " parts");
        }
        int index = entries.size();
        boolean ofIssue = role == WordRole.KEYWORD
                || role == WordRole.TOPIC
                || role == WordRole.EXCLUSION
                || role == WordRole.AWAITED
                || role == WordRole.GATE;
        entries.add(new VocabularyEntry(index, role, owner, weight, parts.size()));
        for (int p = 0; p < parts.size(); p++) {
            for (String word : parts.get(p)) {
                int value = index << PART_BITS | p | (ofIssue ? OF_ISSUE : 0);
                trie.add(word, value);
                for (String other : Spellings.packaged().of(word)) {
                    trie.add(other, value);
                }
            }
        }
    }

    /** What of this project's own words and spellings goes into the version of an analysis, beside taxonomy and lexicon. */
    public static String cues() {
        return CUES.text() + Spellings.packaged().text();
    }

    /**
     * Finds every word of a folded text that stands at word boundaries.
     *
     * @param raw used on the way
     * @param all takes them in order of their ends; without later parts of phrases of issues whose part before is missing
     * @param cues takes those of them that are no part of an issue's words
     * @return false when there is none at all
     */
    public boolean find(char[] text, int length, Hits raw, LinkedHits all, Hits cues) {
        raw.clear();
        trie.find(text, length, raw);
        all.clear(values());
        cues.clear();
        boolean any = false;
        for (int i = 0; i < raw.size; i++) {
            int start = raw.start[i];
            int end = raw.end[i];
            if (!atBoundary(text, length, start, end)) {
                continue;
            }
            any = true;
            int list = raw.value[i];
            int count = trie.count(list);
            for (int k = 0; k < count; k++) {
                int marked = trie.value(list, k);
                int value = marked & ~OF_ISSUE;
                boolean later = part(value) > 0;
                if (marked == value) {
                    all.add(value, start, end, later);
                    cues.add(value, start, end);
                } else if (!later || all.has(value - 1)) {
                    all.add(value, start, end, later);
                }
            }
        }
        return any;
    }

    /** Latin words count whole, with or without a plural s; Han words anywhere. */
    private static boolean atBoundary(char[] text, int length, int start, int end) {
        if (start > 0 && latin(text[start]) && latin(text[start - 1])) {
            return false;
        }
        if (end < length && latin(text[end - 1]) && latin(text[end])) {
            return text[end] == 's' && (end + 1 == length || !latin(text[end + 1]));
        }
        return true;
    }

    private static boolean latin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    public VocabularyEntry entry(int value) {
        return entries[value >> PART_BITS];
    }

    /** Role of the entry of a value. */
    public WordRole role(int value) {
        return roles[value >> PART_BITS];
    }

    /** Whether a value stands for the last part of its phrase. */
    public boolean isLast(int value) {
        return part(value) == parts[value >> PART_BITS] - 1;
    }

    /** Above every value of a hit. */
    int values() {
        return entries.length << PART_BITS;
    }

    public static int part(int value) {
        return value & ((1 << PART_BITS) - 1);
    }

    public Leaf leaf(int index) {
        return taxonomy.leaves().get(index);
    }

    public Pattern[] patterns(int leaf) {
        return patterns[leaf];
    }

    public String category(int index) {
        return categories.get(index);
    }

    public Taxonomy taxonomy() {
        return taxonomy;
    }

    int nodes() {
        return trie.size();
    }
}
