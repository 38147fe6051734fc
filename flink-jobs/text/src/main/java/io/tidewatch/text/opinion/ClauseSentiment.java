package io.tidewatch.text.opinion;

import io.tidewatch.text.sentiment.SentimentPass;
import io.tidewatch.text.vocabulary.Hits;
import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.vocabulary.VocabularyEntry;
import io.tidewatch.text.vocabulary.WordRole;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Polarity of each clause, by words: negation and its scope, degree, questions, suppositions, quotation marks
 * around positive words. Reused from message to message by one thread.
 */
final class ClauseSentiment {
    private static final double NEGATED_POSITIVE = -0.95;
    private static final double NEGATED_NEGATIVE = -0.6;
    private static final double TURNED_TWICE = 0.3;
    private static final double QUOTED_POSITIVE = -1.2;
    private static final double MOCKED = -2;
    /** Behind these a word in quotation marks is mocked. */
    private static final String MOCKING = "真够太很挺么";

    private static final int MAX_MOCKED = 4;
    private static final double STRONGEST = 1.8;
    private static final double MAX = 5;
    /** A plain sentiment word, 2 units of evidence, goes with so many log-odds of the model. */
    private static final double EVIDENCE_PER_LOG_ODDS = 1 / 2.6;

    private static final double MAX_LEANT = 2;
    private static final double SURELY_POSITIVE = 3;
    private static final double SURELY_NEGATIVE = 4.2;
    private static final int CONCESSION_REACH = 6;
    private static final double BESIDE_WORDS = 0.25;
    /** So many words of degree, negation and filling before a word are looked at. */
    static final int MAX_WORDS_BEFORE = 6;

    /** Sum of positive evidence of each clause, at least 0. */
    double[] positive = new double[32];
    /** Sum of negative evidence of each clause, at most 0. */
    double[] negative = new double[32];
    /** Where the strongest positive evidence of each clause starts, or −1. */
    int[] positiveAt = new int[32];
    /** Where the strongest negative evidence of each clause starts, or −1. */
    int[] negativeAt = new int[32];
    /** True when something in the clause makes positive words suspect. */
    boolean[] ironic = new boolean[32];
    /**
     * True when the clause means another thing than its words mostly do: negative ones denied, positive ones in
     * quotation marks.
     */
    boolean[] turned = new boolean[32];
    /** True when it surely does, so that the model may not count it in a longer text either: quotation marks, hearsay. */
    boolean[] opposite = new boolean[32];
    /** The part of the evidence that stands in words the model has not learnt. */
    double[] fresh = new double[32];

    private boolean[] asked = new boolean[32];
    private boolean[] byModel = new boolean[32];
    private boolean[] denied = new boolean[32];
    private double[] strongestPositive = new double[32];
    private double[] strongestNegative = new double[32];
    private int[] cover = new int[256];
    private int[] supposedFrom = new int[32];
    private int[] disbelievedFrom = new int[32];
    private int[] rivalFrom = new int[32];

    private @Nullable SentimentPass pass;

    /**
     * @param read the model's pass over the same text; null when it has nothing to say of it
     * @param foreign true when English words of feeling are none: in German, fast is almost
     */
    void read(
            char[] text,
            int length,
            Hits hits,
            Matches matches,
            Clauses clauses,
            Vocabulary vocabulary,
            @Nullable SentimentPass read,
            boolean foreign) {
        pass = read;
        reset(clauses.size, length);
        cover(matches, clauses, vocabulary);
        for (int m = 0; m < matches.size; m++) {
            VocabularyEntry e = matches.entry[m];
            int c = matches.clause[m];
            if (e.role() == WordRole.IRONY) {
                ironic[c] = true;
            } else if (e.role() == WordRole.NEGATOR) {
                denied[c] = true;
            } else if (e.role() == WordRole.QUESTION) {
                asked[c] = true;
            } else if (e.role() == WordRole.SUPPOSED && matches.start[m] < supposedFrom[c]) {
                supposedFrom[c] = matches.start[m];
            } else if (e.role() == WordRole.DISBELIEF && matches.start[m] < disbelievedFrom[c]) {
                disbelievedFrom[c] = matches.start[m];
            } else if (e.role() == WordRole.RIVAL
                    && matches.start[m] < rivalFrom[c]
                    && !compared(text, matches.start[m])) {
                rivalFrom[c] = matches.start[m];
            }
        }
        for (int m = 0; m < matches.size; m++) {
            if (matches.entry[m].role() == WordRole.FEELING
                    && covers(matches, m)
                    && !(foreign && latin(text[matches.start[m]]))) {
                judge(text, length, hits, matches, m, clauses, vocabulary);
            }
        }
        mocked(text, length, clauses);
        for (int c = 0; c < clauses.size; c++) {
            asked[c] |= asks(text, clauses, c);
            positive[c] = Math.min(MAX, positive[c]);
            negative[c] = Math.max(-MAX, negative[c]);
            turned[c] |= supposedFrom[c] < Integer.MAX_VALUE;
            if (pass != null && !turned[c]) {
                addModel(c, clauses.from[c], pass.positive(clauses.from[c], clauses.to[c]));
            }
        }
    }

    /** 比别家快, better than other shops: what stands behind is of this one. */
    private static boolean compared(char[] text, int place) {
        int i = place;
        while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '起' || text[i - 1] == '了')) {
            i--;
        }
        return i > 0 && "比较过如跟和与同像nom".indexOf(text[i - 1]) >= 0;
    }

    /** 这速度可真“感人”: a short word in quotation marks behind a word of degree is meant the other way, whatever it is. */
    private void mocked(char[] text, int length, Clauses clauses) {
        for (int i = 1; i + 2 < length; i++) {
            boolean degree = MOCKING.indexOf(text[i - 1]) >= 0 || text[i - 1] == '是' && i > 1 && text[i - 2] == '真';
            if (!opens(text[i]) || !degree) {
                continue;
            }
            int end = i + 1;
            while (end < length && end - i <= MAX_MOCKED && Clauses.han(text[end])) {
                end++;
            }
            if (end > i + 1 && end < length && quote(text[end])) {
                int c = clauses.at(i);
                turned[c] = true;
                opposite[c] = true;
                if (negative[c] == 0) {
                    add(c, i, MOCKED);
                    fresh[c] += MOCKED;
                }
                i = end;
            }
        }
    }

    private static boolean opens(char c) {
        return c == '"' || c == '“' || c == '‘' || c == '\'' || c == '「';
    }

    private static boolean latin(char folded) {
        return folded >= 'a' && folded <= 'z';
    }

    /**
     * What the model thinks of a clause: it strengthens or weakens what the words say, and decides alone where they
     * say nothing and it is sure. A question or a denial without sentiment words says nothing.
     */
    private void addModel(int c, int from, double logOdds) {
        double evidence = Math.max(-MAX_LEANT, Math.min(MAX_LEANT, logOdds * EVIDENCE_PER_LOG_ODDS));
        if (positive[c] == 0 && negative[c] == 0) {
            if (supposedFrom[c] < Integer.MAX_VALUE || asked[c] || denied[c]) {
                return;
            }
            byModel[c] = true;
            if (logOdds >= SURELY_POSITIVE) {
                positive[c] = evidence;
                positiveAt[c] = from;
            } else if (logOdds <= -SURELY_NEGATIVE) {
                negative[c] = evidence;
                negativeAt[c] = from;
            }
        } else if (evidence > 0 && positive[c] > 0) {
            positive[c] += BESIDE_WORDS * evidence;
        } else if (evidence < 0 && negative[c] < 0) {
            negative[c] += BESIDE_WORDS * evidence;
        }
    }

    /** Positive and negative evidence together. */
    double of(int clause) {
        return positive[clause] + negative[clause];
    }

    /** True when a clause asks or denies, so that its words alone say little. */
    boolean open(int clause) {
        return asked[clause] || denied[clause];
    }

    /** True when no word says what a clause feels, so that the model was asked alone. */
    boolean isByModel(int clause) {
        return byModel[clause];
    }

    /** True when a clause denies something. */
    boolean isDenied(int clause) {
        return denied[clause];
    }

    /** True when a word before this place in its clause says that it is asked, feared or supposed. */
    boolean supposed(int clause, int place) {
        return supposedFrom[clause] < place;
    }

    /** True when a word before this place in its clause says that it is not so: 不觉得, 谈不上. */
    boolean disbelieved(int clause, int place) {
        return disbelievedFrom[clause] < place;
    }

    /** The clause denies something: what the model made of its words does not hold. */
    void deny(int clause) {
        turned[clause] = true;
        if (byModel[clause]) {
            positive[clause] = 0;
            negative[clause] = 0;
        }
    }

    /** The clause reports what others say: it is not the writer's own opinion. */
    void reportOf(int clause) {
        deny(clause);
        opposite[clause] = true;
    }

    /** Positive words that were meant as negative ones. */
    void turn(int clause) {
        turned[clause] = true;
        negative[clause] -= 0.8 * positive[clause];
        negativeAt[clause] = positiveAt[clause];
        positive[clause] = 0;
    }

    private void judge(
            char[] text, int length, Hits hits, Matches matches, int m, Clauses clauses, Vocabulary vocabulary) {
        int c = matches.clause[m];
        double w = matches.entry[m].weight();
        int start = matches.start[m];
        if (matches.end[m] - start == 1 && text[start] == '好' && ofDegree(text, length, start)) {
            return;
        }
        int turns = 0;
        double degree = 1;
        int place = start;
        for (int step = 0; step < MAX_WORDS_BEFORE && place > clauses.from[c]; step++) {
            int i = endingAt(hits, text, place, clauses.from[c], vocabulary);
            if (i < 0) {
                break;
            }
            VocabularyEntry e = vocabulary.entry(hits.value[i]);
            turns += e.role() == WordRole.NEGATOR ? 1 : 0;
            if (turns == 0 && (e.role() == WordRole.INTENSIFIER || e.role() == WordRole.DIMINISHER)) {
                degree *= e.weight();
            }
            place = hits.start[i];
        }
        w *= Math.min(STRONGEST, degree);
        if (turns == 0 && (disbelievedFrom[c] < start || w > 0 && rivalFrom[c] < start)) {
            turns++;
            turned[c] = true;
        }
        if (turns % 2 == 1) {
            turned[c] |= w < 0;
            w *= w > 0 ? NEGATED_POSITIVE : NEGATED_NEGATIVE;
        } else if (turns > 0) {
            w *= TURNED_TWICE;
        }
        if (w > 0 && quoted(text, length, start, matches.end[m])) {
            turned[c] = true;
            opposite[c] = true;
            w *= QUOTED_POSITIVE;
        }
        turned[c] |= w > 0 && conceded(text, clauses.from[c], start);
        boolean phrase = matches.entry[m].parts() > 1;
        if (!phrase) {
            w *= asked(text, clauses, c, w);
            if (supposedFrom[c] < start) {
                w *= w > 0 ? 0.2 : 0.3;
            }
        }
        add(c, start, w);
        if (phrase || pass == null || !pass.knows(start, matches.end[m])) {
            fresh[c] += w;
        }
    }

    /** 好 before an adjective is a degree and not positive: 好淡, 好大. */
    private static boolean ofDegree(char[] text, int length, int at) {
        boolean after = at + 1 < length && Clauses.han(text[at + 1]) && "的了吧啊呀哦啦呢哈很又但和而就也还都，".indexOf(text[at + 1]) < 0;
        boolean adverb = at > 0 && "很真挺太不最较更都也蛮还超常别是度量果务".indexOf(text[at - 1]) >= 0;
        return after && !adverb;
    }

    private void add(int c, int start, double w) {
        if (w > 0) {
            positive[c] += w;
            if (w > strongestPositive[c]) {
                strongestPositive[c] = w;
                positiveAt[c] = start;
            }
        } else if (w < 0) {
            negative[c] += w;
            if (w < strongestNegative[c]) {
                strongestNegative[c] = w;
                negativeAt[c] = start;
            }
        }
    }

    /** 退款倒是很快 is positive of what is mostly complained of: the noun's usual polarity says nothing there. */
    private static boolean conceded(char[] text, int from, int start) {
        for (int i = Math.max(from, start - CONCESSION_REACH); i < start; i++) {
            if (text[i] == '倒') {
                return true;
            }
        }
        return false;
    }

    /** True when a clause is a question. */
    static boolean asks(char[] text, Clauses clauses, int c) {
        char mark = clauses.mark[c];
        boolean empty = clauses.to[c] <= clauses.from[c];
        return mark == '?' || mark == '？' || (!empty && text[clauses.to[c] - 1] == '吗');
    }

    /** A question is little evidence: 好用吗. */
    private static double asked(char[] text, Clauses clauses, int c, double w) {
        char last = text[clauses.to[c] - 1];
        if (last == '吗') {
            return w > 0 ? 0 : 0.4;
        }
        boolean mark = clauses.mark[c] == '?' || clauses.mark[c] == '？';
        return mark && w > 0 ? 0.3 : 1;
    }

    private static boolean quoted(char[] text, int length, int start, int end) {
        return start > 0 && end < length && quote(text[start - 1]) && quote(text[end]);
    }

    private static boolean quote(char c) {
        return c == '"' || c == '“' || c == '”' || c == '‘' || c == '’' || c == '\'' || c == '「' || c == '」';
    }

    /**
     * The longest word of degree, negation or filling that ends where another starts (spaces apart); −1 when none.
     */
    static int endingAt(Hits hits, char[] text, int place, int from, Vocabulary vocabulary) {
        int p = place;
        while (p > from && text[p - 1] == ' ') {
            p--;
        }
        int best = -1;
        int blocked = p;
        for (int i = hits.firstEndingAfter(p) - 1; i >= 0 && hits.end[i] == p; i--) {
            WordRole role = vocabulary.role(hits.value[i]);
            if (role == WordRole.CONTRAST || role == WordRole.BLOCKER) {
                blocked = Math.min(blocked, hits.start[i]);
            }
            boolean wanted = role == WordRole.NEGATOR
                    || role == WordRole.INTENSIFIER
                    || role == WordRole.DIMINISHER
                    || role == WordRole.FILLER;
            if (wanted && hits.start[i] >= from && (best < 0 || better(hits, i, best, role))) {
                best = i;
            }
        }
        // 不过 is neither 不 nor 过
        return best >= 0 && blocked < hits.start[best] ? -1 : best;
    }

    private static boolean better(Hits hits, int i, int best, WordRole role) {
        int longer = hits.start[best] - hits.start[i];
        return longer > 0 || (longer == 0 && role == WordRole.NEGATOR);
    }

    /**
     * Each character belongs to the longest word over it: in 差不多 there is no 差, in 质量太差 no 太差 besides. A keyword whose
     * issue is not meant has no characters: the feeling in it stays.
     */
    private void cover(Matches matches, Clauses clauses, Vocabulary vocabulary) {
        for (int m = 0; m < matches.size; m++) {
            VocabularyEntry e = matches.entry[m];
            boolean own = e.role() == WordRole.FEELING
                    || e.role() == WordRole.BLOCKER
                    || (e.role() == WordRole.KEYWORD
                            && vocabulary.leaf(e.owner()).negativeOnly()
                            && !matches.excluded(m, clauses));
            if (!own) {
                continue;
            }
            int rank = Math.min(matches.literal[m], 0x7FFF) << 1 | (e.role() == WordRole.KEYWORD ? 1 : 0);
            for (int i = matches.lastStart[m]; i < matches.end[m]; i++) {
                cover[i] = Math.max(cover[i], rank);
            }
        }
    }

    /** True when no longer word lies over a match, after {@link #read}. */
    boolean covers(Matches matches, int m) {
        int rank = Math.min(matches.literal[m], 0x7FFF) << 1;
        for (int i = matches.lastStart[m]; i < matches.end[m]; i++) {
            if (cover[i] > rank) {
                return false;
            }
        }
        return true;
    }

    private void reset(int size, int length) {
        if (positive.length < size) {
            int n = Integer.highestOneBit(size) * 2;
            positive = new double[n];
            negative = new double[n];
            positiveAt = new int[n];
            negativeAt = new int[n];
            ironic = new boolean[n];
            turned = new boolean[n];
            opposite = new boolean[n];
            fresh = new double[n];
            asked = new boolean[n];
            byModel = new boolean[n];
            denied = new boolean[n];
            strongestPositive = new double[n];
            strongestNegative = new double[n];
            supposedFrom = new int[n];
            disbelievedFrom = new int[n];
            rivalFrom = new int[n];
        }
        Arrays.fill(positive, 0, size, 0);
        Arrays.fill(negative, 0, size, 0);
        Arrays.fill(positiveAt, 0, size, -1);
        Arrays.fill(negativeAt, 0, size, -1);
        Arrays.fill(ironic, 0, size, false);
        Arrays.fill(turned, 0, size, false);
        Arrays.fill(opposite, 0, size, false);
        Arrays.fill(fresh, 0, size, 0);
        Arrays.fill(asked, 0, size, false);
        Arrays.fill(byModel, 0, size, false);
        Arrays.fill(denied, 0, size, false);
        Arrays.fill(strongestPositive, 0, size, 0);
        Arrays.fill(strongestNegative, 0, size, 0);
        Arrays.fill(supposedFrom, 0, size, Integer.MAX_VALUE);
        Arrays.fill(disbelievedFrom, 0, size, Integer.MAX_VALUE);
        Arrays.fill(rivalFrom, 0, size, Integer.MAX_VALUE);
        if (cover.length < length) {
            cover = new int[Integer.highestOneBit(length) * 2];
        }
        Arrays.fill(cover, 0, length, 0);
    }
}
