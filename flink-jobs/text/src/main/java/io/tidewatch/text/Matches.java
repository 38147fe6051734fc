package io.tidewatch.text;

import java.util.Arrays;

/** Words and whole phrases found in one text, in order of their ends. Reused by one thread. */
final class Matches {
    /** A gap may be so wide, in characters: fewer between Han words than between Latin ones. */
    private static final int HAN_GAP = 10;

    private static final int LATIN_GAP = 40;

    /** As wide beside a part of a single Han character, which alone says little. */
    private static final int SHORT_GAP = 5;

    int size;
    Entry[] entry = new Entry[128];
    /** Where the first part starts. */
    int[] start = new int[128];

    int[] lastStart = new int[128];
    int[] end = new int[128];
    int[] clause = new int[128];
    /** Characters of all parts together. */
    int[] literal = new int[128];

    private int[] first = new int[33];

    /** The last hit of each value in this text, plus {@code base}; smaller ones are of earlier texts. */
    private int[] lastHit = new int[0];

    private int base = 1;

    void resolve(Hits hits, Vocabulary vocabulary, Clauses clauses, char[] text) {
        size = 0;
        if (lastHit.length < vocabulary.values() || base > Integer.MAX_VALUE - Hits.MOST - 1) {
            lastHit = new int[vocabulary.values()];
            base = 1;
        }
        for (int i = 0; i < hits.size; i++) {
            int part = Vocabulary.part(hits.value[i]);
            Entry e = vocabulary.entry(hits.value[i]);
            lastHit[hits.value[i]] = base + i;
            // without the part before there is no phrase: this spares almost every search
            if (part != e.parts() - 1 || (part > 0 && lastHit[hits.value[i] - 1] < base)) {
                continue;
            }
            int literals = hits.end[i] - hits.start[i];
            int at = i;
            while (part > 0 && at >= 0) {
                at = previous(hits, at, --part, vocabulary, clauses, text);
                literals += at < 0 ? 0 : hits.end[at] - hits.start[at];
            }
            if (at >= 0) {
                add(e, hits.start[at], hits.start[i], hits.end[i], clauses.at(hits.start[i]), literals);
            }
        }
        base += hits.size;
        index(clauses.size);
    }

    /** Index of the first match of a clause; those of the next clause follow. */
    int first(int clause) {
        return first[clause];
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

    private int previous(Hits hits, int at, int part, Vocabulary vocabulary, Clauses clauses, char[] text) {
        int wanted = hits.value[at] - Vocabulary.part(hits.value[at]) + part;
        int start = hits.start[at];
        int gap = Clauses.han(text[start]) ? HAN_GAP : LATIN_GAP;
        int c = clauses.at(start);
        for (int j = Math.min(at - 1, lastHit[wanted] - base); j >= 0 && hits.end[j] >= start - gap; j--) {
            if (hits.value[j] != wanted || hits.end[j] > start || tooFar(hits, j, at, text)) {
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

    private static boolean tooFar(Hits hits, int first, int last, char[] text) {
        boolean brief = single(hits, first, text) || single(hits, last, text);
        return brief && hits.start[last] - hits.end[first] > SHORT_GAP;
    }

    private static boolean single(Hits hits, int i, char[] text) {
        return hits.end[i] - hits.start[i] == 1 && Clauses.han(text[hits.start[i]]);
    }

    /** Over a comma a phrase holds together only when no other subject and no feeling stands between. */
    private static boolean nothingElse(Hits hits, int first, int last, Vocabulary vocabulary) {
        for (int k = first + 1; k < last; k++) {
            Role role = vocabulary.entry(hits.value[k]).role();
            boolean between = hits.start[k] >= hits.end[first] && hits.end[k] <= hits.start[last];
            if (between && (role == Role.CATEGORY || role == Role.FEELING)) {
                return false;
            }
        }
        return true;
    }

    void add(Entry e, int from, int last, int to, int inClause, int literals) {
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
