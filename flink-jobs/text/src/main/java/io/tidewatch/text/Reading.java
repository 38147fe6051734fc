package io.tidewatch.text;

import io.tidewatch.feedback.Opinion;
import java.util.List;

/** One text being read: fold, find words, part clauses, weigh feelings, join opinions. Reused by one thread. */
final class Reading {
    private final Vocabulary vocabulary;
    private final Hits raw = new Hits();
    private final Hits hits = new Hits();
    private final Clauses clauses = new Clauses();
    private final Matches matches = new Matches();
    private final Feelings feelings = new Feelings();
    private final OpinionFinder finder;
    private char[] folded = new char[256];

    Reading(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.finder = new OpinionFinder(vocabulary, hits, matches, clauses, feelings);
    }

    /** The opinions of a cleaned and masked text; spans are places in it. */
    List<Opinion> read(String text) {
        int length = text.length();
        if (folded.length < length) {
            folded = new char[Integer.highestOneBit(length) * 2];
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            folded[i] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c == '’' ? '\'' : c;
        }
        hits.clear();
        vocabulary.find(folded, length, raw, hits);
        clauses.split(folded, length, hits, vocabulary);
        matches.resolve(hits, vocabulary, clauses, folded);
        if (length == 0) {
            return List.of();
        }
        feelings.read(folded, length, hits, matches, clauses, vocabulary);
        return finder.find(folded, text);
    }

    Matches matches() {
        return matches;
    }

    double evidence() {
        return hits.size == 0 ? 0 : finder.evidence();
    }

    List<String> named() {
        return hits.size == 0 ? List.of() : finder.named();
    }

    boolean danger() {
        for (int m = 0; m < matches.size; m++) {
            if (matches.entry[m].role() == Role.DANGER) {
                return true;
            }
        }
        return false;
    }
}
