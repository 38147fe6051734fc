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
    /** So many characters at least follow a word that parts a clause. */
    private static final int MIN_BEHIND = 3;
    /** Praise stands at most so many characters before it. */
    private static final int PRAISE_REACH = 8;
    /** What is excepted is at most so long. */
    private static final int EXCEPTED_REACH = 16;

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
                    && !within(hits, i, vocabulary)
                    && (vocabulary.entry(hits.value[i]).weight() > 1
                            || turnsFromPraise(text, length, hits, i, vocabulary))) {
                clauseAt[hits.start[i]] = -1;
            }
        }
        excepted(text, length);
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

    /** 味道不错就是送来都凉了: behind praise a weak word of contrast parts a clause as a strong one does. */
    private static boolean turnsFromPraise(char[] text, int length, Hits hits, int i, Vocabulary vocabulary) {
        int start = hits.start[i];
        if (hits.end[i] + MIN_BEHIND > length || !han(text[start])) {
            return false;
        }
        for (int k = hits.end[i]; k < hits.end[i] + MIN_BEHIND; k++) {
            if (boundary(text, k, length) > 0) {
                return false;
            }
        }
        for (int j = i - 1; j >= 0 && start - hits.start[j] <= PRAISE_REACH; j--) {
            boolean praise = vocabulary.role(hits.value[j]) == WordRole.FEELING
                    && vocabulary.entry(hits.value[j]).weight() > 0
                    && hits.end[j] <= start;
            if (praise && !parted(text, hits.end[j], start, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean parted(char[] text, int from, int to, int length) {
        for (int k = from; k < to; k++) {
            if (boundary(text, k, length) > 0) {
                return true;
            }
        }
        return false;
    }

    /** 除了价格贵都挺好: what is excepted is a clause of its own. */
    private void excepted(char[] text, int length) {
        for (int i = 0; i + MIN_BEHIND < length; i++) {
            if (text[i] != '除' || text[i + 1] != '了') {
                continue;
            }
            for (int k = i + 2; k < length && k <= i + EXCEPTED_REACH && boundary(text, k, length) == 0; k++) {
                boolean rest = k > i + 3
                        && (text[k] == '都'
                                || k + 1 < length
                                        && (text[k] == '其'
                                                        && (text[k + 1] == '他'
                                                                || text[k + 1] == '它'
                                                                || text[k + 1] == '余')
                                                || text[k] == '别' && text[k + 1] == '的'));
                if (rest) {
                    clauseAt[k] = -1;
                    break;
                }
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
