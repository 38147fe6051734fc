package io.tidewatch.text.opinion;

import io.tidewatch.text.vocabulary.LinkedHits;
import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.vocabulary.VocabularyEntry;
import io.tidewatch.text.vocabulary.WordRole;
import java.util.Arrays;

/** Words and whole phrases found in one text, in order of their ends. Reused by one thread. */
public final class Matches {
    /** A gap may be so wide, in characters: fewer between Han words than between Latin ones. */
    private static final int HAN_GAP = 10;

    private static final int LATIN_GAP = 40;

    /** As wide beside a part of a single Han character, which alone says little. */
    private static final int SHORT_GAP = 5;

    public int size;
    public VocabularyEntry[] entry = new VocabularyEntry[128];
    /** Where the first part starts. */
    public int[] start = new int[128];

    int[] lastStart = new int[128];
    public int[] end = new int[128];
    int[] clause = new int[128];
    /** Characters of all parts together. */
    int[] literal = new int[128];

    private int[] first = new int[33];

    void resolve(LinkedHits hits, Vocabulary vocabulary, Clauses clauses, char[] text) {
        size = 0;
        for (int i = 0; i < hits.size; i++) {
            if (!vocabulary.isLast(hits.value[i])) {
                continue;
            }
            int part = Vocabulary.part(hits.value[i]);
            VocabularyEntry e = vocabulary.entry(hits.value[i]);
            int literals = hits.end[i] - hits.start[i];
            int at = i;
            while (part > 0 && at >= 0) {
                at = previous(hits, at, vocabulary, clauses, text);
                part--;
                literals += at < 0 ? 0 : hits.end[at] - hits.start[at];
            }
            if (at >= 0) {
                add(e, hits.start[at], hits.start[i], hits.end[i], clauses.at(hits.start[i]), literals);
            }
        }
        index(clauses.size);
    }

    /** Index of the first match of a clause; those of the next clause follow. */
    int first(int clause) {
        return first[clause];
    }

    /** True when a clause of a range, its end left out, holds a word of a role. */
    boolean holds(WordRole role, int from, int to) {
        for (int m = first(from); m < first(to); m++) {
            if (entry[m].role() == role) {
                return true;
            }
        }
        return false;
    }

    /** True when another word in the clause, or over a match, says that its issue is not meant. */
    boolean excluded(int m, Clauses clauses) {
        int leaf = entry[m].owner();
        int c = clause[m];
        int last = first(c + 1);
        for (int k = first(clauses.at(start[m])); k < last; k++) {
            if (entry[k].role() == WordRole.EXCLUSION
                    && entry[k].owner() == leaf
                    && (clause[k] == c || (start[k] < end[m] && end[k] > start[m]))) {
                return true;
            }
        }
        return false;
    }

    private void index(int clauses) {
        if (first.length < clauses + 1) {
            first = new int[Integer.highestOneBit(clauses + 1) * 2];
        }
        int m = 0;
        for (int c = 0; c <= clauses; c++) {
            while (m < size && clause[m] < c) {
                m++;
            }
            first[c] = m;
        }
    }

    /** The nearest hit of the part before that belongs with one, or −1. */
    private int previous(LinkedHits hits, int at, Vocabulary vocabulary, Clauses clauses, char[] text) {
        int start = hits.start[at];
        int gap = Clauses.han(text[start]) ? HAN_GAP : LATIN_GAP;
        int c = clauses.at(start);
        for (int j = hits.lead[at]; j >= 0 && hits.end[j] >= start - gap; j = hits.before[j]) {
            if (hits.end[j] > start || tooFar(hits, j, at, text)) {
                continue;
            }
            int other = clauses.at(hits.start[j]);
            if (other == c) {
                return j;
            }
            boolean near = other == c - 1 && clauses.sentence[other] == clauses.sentence[c];
            if (near && nothingElse(hits, j, at, vocabulary)) {
                return j;
            }
        }
        return -1;
    }

    private static boolean tooFar(LinkedHits hits, int first, int last, char[] text) {
        boolean brief = single(hits, first, text) || single(hits, last, text);
        return brief && hits.start[last] - hits.end[first] > SHORT_GAP;
    }

    private static boolean single(LinkedHits hits, int i, char[] text) {
        return hits.end[i] - hits.start[i] == 1 && Clauses.han(text[hits.start[i]]);
    }

    /** Over a comma a phrase holds together only when no other subject and no sentiment word stands between. */
    private static boolean nothingElse(LinkedHits hits, int first, int last, Vocabulary vocabulary) {
        for (int k = first + 1; k < last; k++) {
            WordRole role = vocabulary.role(hits.value[k]);
            boolean between = hits.start[k] >= hits.end[first] && hits.end[k] <= hits.start[last];
            if (between && (role == WordRole.CATEGORY || role == WordRole.FEELING)) {
                return false;
            }
        }
        return true;
    }

    void add(VocabularyEntry e, int from, int last, int to, int inClause, int literals) {
        if (size == entry.length) {
            entry = Arrays.copyOf(entry, 2 * size);
            start = Arrays.copyOf(start, 2 * size);
            lastStart = Arrays.copyOf(lastStart, 2 * size);
            end = Arrays.copyOf(end, 2 * size);
            clause = Arrays.copyOf(clause, 2 * size);
            literal = Arrays.copyOf(literal, 2 * size);
        }
        entry[size] = e;
        start[size] = from;
        lastStart[size] = last;
        end[size] = to;
        clause[size] = inClause;
        literal[size++] = literals;
    }
}
