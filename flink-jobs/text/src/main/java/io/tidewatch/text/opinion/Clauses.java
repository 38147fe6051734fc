package io.tidewatch.text.opinion;

import io.tidewatch.text.vocabulary.Hits;
import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.vocabulary.WordRole;
import java.util.Arrays;

/**
 * The clauses of one text: parted by punctuation, by a space between Han characters, and before a word of contrast.
 * Reused from message to message by one thread.
 */
public final class Clauses {
    int size;
    int[] from = new int[32];
    int[] to = new int[32];
    int[] sentence = new int[32];
    boolean[] contrast = new boolean[32];
    /** What parts the clause from the next; 0 at the end. */
    char[] mark = new char[32];

    private int[] clauseAt = new int[256];

    void split(char[] text, int length, Hits hits, Vocabulary vocabulary) {
        size = 0;
        if (clauseAt.length < length + 1) {
            clauseAt = new int[length + 1];
        }
        Arrays.fill(clauseAt, 0, length + 1, 0);
        for (int i = 0; i < hits.size; i++) {
            if (vocabulary.role(hits.value[i]) == WordRole.CONTRAST
                    && vocabulary.entry(hits.value[i]).weight() > 1
                    && !within(hits, i, vocabulary)) {
                clauseAt[hits.start[i]] = -1;
            }
        }
        int start = 0;
        int sentences = 0;
        for (int i = 0; i < length; i++) {
            if (clauseAt[i] == -1 && i > start) {
                close(text, start, i, sentences, ',');
                start = i;
            }
            int kind = boundary(text, i, length);
            if (kind > 0) {
                close(text, start, i, sentences, text[i]);
                start = i + 1;
                sentences += kind == 2 ? 1 : 0;
            }
        }
        close(text, start, length, sentences, (char) 0);
        index(length);
        for (int i = 0; i < hits.size; i++) {
            if (vocabulary.role(hits.value[i]) == WordRole.CONTRAST && !within(hits, i, vocabulary)) {
                int c = at(hits.start[i]);
                contrast[c] |= hits.start[i] - from[c] <= 1;
            }
        }
    }

    /** The clause that a character is in, or the one before it. */
    int at(int place) {
        return clauseAt[place];
    }

    private void index(int length) {
        if (size == 0) {
            close(new char[0], 0, 0, 0, (char) 0);
            from[0] = 0;
            to[0] = length;
            size = 1;
        }
        int c = 0;
        for (int i = 0; i <= length; i++) {
            while (c + 1 < size && from[c + 1] <= i) {
                c++;
            }
            clauseAt[i] = c;
        }
    }

    private void close(char[] text, int start, int end, int sentenceNumber, char by) {
        int a = start;
        int b = end;
        while (a < b && text[a] <= ' ') {
            a++;
        }
        while (b > a && text[b - 1] <= ' ') {
            b--;
        }
        if (a == b) {
            if (size > 0 && (by == '?' || by == '？')) {
                mark[size - 1] = by;
            }
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            sentence = Arrays.copyOf(sentence, 2 * size);
            contrast = Arrays.copyOf(contrast, 2 * size);
            mark = Arrays.copyOf(mark, 2 * size);
        }
        from[size] = a;
        to[size] = b;
        sentence[size] = sentenceNumber;
        contrast[size] = false;
        mark[size++] = by;
    }

    /** True when a longer word that ends at or after this one's end holds it, such as 不但. */
    private static boolean within(Hits hits, int i, Vocabulary vocabulary) {
        for (int j = i + 1; j < hits.size && hits.end[j] <= hits.end[i] + 3; j++) {
            if (hits.start[j] <= hits.start[i] && longer(hits, j, i) && blocks(vocabulary.role(hits.value[j]))) {
                return true;
            }
        }
        for (int j = i - 1; j >= 0 && hits.end[j] == hits.end[i]; j--) {
            if (longer(hits, j, i) && blocks(vocabulary.role(hits.value[j]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean blocks(WordRole role) {
        return role == WordRole.BLOCKER || role == WordRole.SUPPOSED || role == WordRole.FEELING;
    }

    private static boolean longer(Hits hits, int j, int i) {
        return hits.end[j] - hits.start[j] > hits.end[i] - hits.start[i];
    }

    /** 0 none, 1 a clause ends here, 2 a sentence. */
    private static int boundary(char[] text, int i, int length) {
        char c = text[i];
        switch (c) {
            case '。':
            case '！':
            case '？':
            case '!':
            case '?':
            case '\n':
                return 2;
            case '，':
            case '；':
            case '：':
            case ';':
            case '~':
            case '～':
            case '…':
            case '—':
            case '|':
                return 1;
            case ',':
            case ':':
                return i + 1 < length && digit(text[i + 1]) && i > 0 && digit(text[i - 1]) ? 0 : 1;
            case '.':
                return i + 1 == length || text[i + 1] <= ' ' || text[i + 1] == '.' || han(text[i + 1]) ? 2 : 0;
            case ' ':
                return i > 0 && i + 1 < length && han(text[i - 1]) && han(text[i + 1]) ? 1 : 0;
            case '-':
                return i > 0 && i + 1 < length && text[i - 1] == ' ' && text[i + 1] == ' ' ? 1 : 0;
            default:
                return 0;
        }
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean han(char c) {
        return c >= 0x3400 && c <= 0x9FFF;
    }
}
